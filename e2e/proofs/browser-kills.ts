import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Random, seededRandom } from '@mosaajii/testkit';
import { readJournal } from '../pages/journal.ts';
import { openProfile } from '../stack/browser.ts';
import { GOODS } from '../stack/catalogue.ts';
import { enrolTill } from '../stack/enrol-till.ts';
import type { Ware } from '../stack/node-register.ts';
import type { ShopStack } from '../stack/shop-stack.ts';
import { arrivedWrong, journalWrong } from './device-books.ts';
import type { KillOutcome } from './kills.ts';
import { MortalTill } from './mortal-till.ts';

export interface BrowserKillOutcome extends KillOutcome {
  /** Kills that fell before the till had said "saved", where the sale may be there or not. */
  readonly early: number;
}

/** Sales between two kills; the last of them is the one that dies. */
const MOST_SALES = 3;
/** How long the browser lives on after it has said that the sale is saved. */
const LONGEST_AFTER_MS = 50;
/** How long it lives after the key that pays: from before the write to behind the panel. */
const LONGEST_BEFORE_MS = 80;
const EARLY_SHARE = 0.25;

/**
 * Sells in a real browser and kills the whole of it with SIGKILL right after it has shown that a sale is saved, and now
 * and then a moment before. Started again on the same profile, every sale that was shown must be in the journal with its
 * number, no sale may be there in part, and in the end the server must have each exactly once.
 */
export async function proveBrowserKills(
  stack: ShopStack,
  _wares: readonly Ware[],
  kills: number,
  seed: number,
): Promise<BrowserKillOutcome> {
  const random = seededRandom(seed);
  const profile = await mkdtemp(join(tmpdir(), 'mosaajii-profile-'));
  const wrong: string[] = [];
  const shown: string[] = [];
  let early = 0;
  let till: MortalTill | undefined;
  try {
    const first = await openProfile(profile);
    await enrolTill(first, stack).finally(() => first.close());
    for (let kill = 0; kill <= kills; kill += 1) {
      till = await MortalTill.open(profile, stack.origin);
      const journal = await readJournal(till.page);
      wrong.push(...journalWrong(journal, shown).map((what) => `after kill ${kill}: ${what}`));
      // What was not sold when the browser died is there again; the cashier takes the money for it now.
      if (journal.carts.length > 0) await till.payRestored();
      if (kill === kills) break;
      const isEarly = random.chance(EARLY_SHARE);
      if (isEarly) early += 1;
      await sellAndDie(till, random, isEarly);
      shown.push(...till.shown);
    }
    if (till === undefined) throw new Error('no browser was opened');
    await till.synced();
    shown.push(...till.shown);
    const journal = await readJournal(till.page);
    wrong.push(...journalWrong(journal, shown), ...(await arrivedWrong(stack, journal)));
    return { kills, early, sales: journal.documents.length, wrong };
  } catch (error) {
    await till?.keepPicture();
    throw error;
  } finally {
    await till?.close();
    await rm(profile, { recursive: true, force: true });
  }
}

async function sellAndDie(till: MortalTill, random: Random, isEarly: boolean): Promise<void> {
  for (let left = random.integer(1, MOST_SALES); left > 1; left -= 1) {
    await till.ringUp(random.pick(CODES));
    await till.pay();
  }
  await till.ringUp(random.pick(CODES));
  if (isEarly) {
    const death = wait(random.integer(0, LONGEST_BEFORE_MS)).then(() => till.kill());
    // The browser dies under the key press or under the wait for the panel: how paying ends says nothing.
    await Promise.allSettled([till.pay(), death]);
    return death;
  }
  await till.pay();
  await wait(random.integer(0, LONGEST_AFTER_MS));
  await till.kill();
}

const CODES = Object.values(GOODS).map(({ code }) => code);
