import type { CDPSession } from 'playwright-core';
import type { TillPage } from '../e2e/pages/till.ts';
import { goodAt, whatIsShown } from './browser-shop.ts';
import type { BenchGood } from './goods.ts';
import { type Painted, paintedAfter } from './painted.ts';
import { type Result, result } from './result.ts';
import { bestRound, type Round } from './rounds.ts';

const LINES = '[aria-label="Lines of this sale"] li';
const OPTIONS = '[role="option"]';
const CHANGE = '[data-testid="change"]';
const CART_LINES = 30;
/** A letter that changed nothing by then changes nothing: the list is as it was. */
const UNCHANGED_MS = 500;

/** A till, what it sells, and how often each thing is measured in a round. */
export interface Selling {
  readonly till: TillPage;
  readonly goods: readonly BenchGood[];
  readonly samples: number;
  /** How often, the best of them counts. */
  readonly rounds: number;
  readonly session: CDPSession;
}

/** U1 and U4: scans into a cart of thirty lines and letters of a search, at full speed and on a processor a quarter as fast. */
export async function benchSelling(selling: Selling): Promise<Result[]> {
  const { till, session, rounds } = selling;
  const scan = await bestRound(till.page, rounds, (round) => scans(selling, round));
  const letters = await bestRound(till.page, rounds, (round) => searches(selling, round, wordOf));
  const unlucky = await bestRound(till.page, rounds, (round) => searches(selling, round, unluckyOf));
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const slow = await bestRound(till.page, rounds, (round) => scans(selling, round));
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return [
    result('U1 scan.p50', scan.p50, 'ms', { most: 16 }),
    result('U1 scan.p95', scan.p95, 'ms', { most: 50 }),
    result('U1 scan.max', scan.most, 'ms', { most: 100 }),
    result('U1 scan-at-a-quarter.p95', slow.p95, 'ms', { most: 150 }),
    result('U4 search.p95', letters.p95, 'ms', { most: 50 }),
    result('U4 search-of-unlucky-words.p95', unlucky.p95, 'ms', { most: 80 }),
  ];
}

/** U5: from the key that takes the cash to the change on the screen, the durable write included. */
export async function benchPayments(selling: Selling, how: string): Promise<Result> {
  const paid: Round = await bestRound(selling.till.page, selling.rounds, (round) => payments(selling, round));
  return result(`U5 payment-to-change-${how}.p95`, paid.p95, 'ms', { most: 100 });
}

async function scans({ till, goods, samples }: Selling, round: number): Promise<number[]> {
  const usual = (line: number) => goodAt(goods, round * 1013 + (line % CART_LINES) * 3 + 1).code;
  await till.scan(...Array.from({ length: CART_LINES }, (_, line) => usual(line)));
  await till.lines.nth(CART_LINES - 1).waitFor();
  const times: number[] = [];
  for (let index = 0; index < samples; index += 1) {
    // Goods of the cart and new ones: the count of its lines stays about the same.
    const code = index % 2 === 0 ? usual(index) : goodAt(goods, index * 997 + 11).code;
    times.push(await timed(till, { from: 'keydown:Enter', selector: LINES }, () => till.scan(code), code));
    if (index % 2 === 1) {
      await till.page.keyboard.press('Delete');
      await till.lines.nth(CART_LINES).waitFor({ state: 'detached' });
    }
  }
  await sellEverything(till);
  return times;
}

/** From the last letter to the list that answers it. Letters that change nothing on the screen are not counted. */
async function searches(
  { till, goods, samples }: Selling,
  round: number,
  wordsOf: (good: BenchGood, index: number) => string,
): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; times.length < samples && index < samples * 3; index += 1) {
    const words = wordsOf(goodAt(goods, (round * samples + index) * 1009 + 5), index);
    await till.omnibox.fill(words.slice(0, -1));
    await till.page.locator(OPTIONS).first().waitFor();
    const time = await paintedAfter(till.page, { from: 'input', selector: OPTIONS, longestMs: UNCHANGED_MS }, () =>
      till.page.keyboard.type(words.slice(-1)),
    );
    if (time !== null) times.push(time);
    await till.omnibox.fill('');
  }
  if (times.length === 0) throw new Error(`no search changed what was shown: ${await whatIsShown(till)}`);
  return times;
}

function wordOf(good: BenchGood, index: number): string {
  return good.name.slice(0, 6 + (index % 12));
}

/** Beginnings of three words that thousands of products have, the rarest last: no list of one of them helps. */
function unluckyOf(good: BenchGood): string {
  const [maker = '', style = '', kind = ''] = good.name.split(' ');
  return `${kind.slice(0, 2)} ${style.slice(0, 2)} ${maker.slice(0, 1)}`;
}

async function payments({ till, goods, samples }: Selling, round: number): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < samples; index += 1) {
    const good = goodAt(goods, (round * samples + index) * 13);
    await till.scan(good.code);
    await till.lines.first().waitFor();
    times.push(
      await timed(till, { from: 'keydown:F9', selector: CHANGE }, () => till.page.keyboard.press('F9'), good.code),
    );
  }
  return times;
}

async function timed(till: TillPage, painted: Painted, act: () => Promise<unknown>, code: string): Promise<number> {
  const time = await paintedAfter(till.page, painted, act);
  if (time === null) throw new Error(`${painted.from} after ${code} changed nothing: ${await whatIsShown(till)}`);
  return time;
}

/** Takes the cash for what is in the cart; a till without lines stays as it is. */
export async function sellEverything(till: TillPage): Promise<void> {
  if ((await till.lines.count()) === 0) return;
  await till.page.keyboard.press('F9');
  await till.lines.first().waitFor({ state: 'detached' });
  await till.done.waitFor();
}
