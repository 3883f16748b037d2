import { AUDIT_ACTIONS } from '@mosaajii/contract/audit-actions';
import { uuidv7 } from 'uuidv7';
import { type Anchors, keepAnchors } from '../../anchors/index.ts';
import type { Database, Tx } from '../../database/index.ts';
import { createLog } from '../../log/index.ts';
import { recordChange } from '../record-change.ts';
import { sealOrganization } from '../seal.ts';
import { verifyAudit } from '../verify-audit.ts';
import { type Random, tamper } from './tamperings.ts';

const ENTRIES = 75;

/** Ends the transaction of a tampering, so that the next one finds the trail as it was. */
class TakeBack extends Error {
  readonly found: readonly string[];
  readonly what: string;

  constructor(what: string, found: readonly string[]) {
    super('taken back');
    this.what = what;
    this.found = found;
  }
}

export interface ProvedTampering {
  readonly what: string;
  /** What the verification said of it; nothing is a failure. */
  readonly found: readonly string[];
}

/** A new organization with a sealed and anchored trail of 75 entries. `db` is the application's. */
export async function layTrail(db: Database, anchors: Anchors): Promise<string> {
  const organizationId = uuidv7();
  await db.globalTx((tx) => tx.query('insert into tenant (organization_id) values ($1)', [organizationId]));
  for (let index = 0; index < ENTRIES; index += 1) {
    await db.tx(organizationId, (tx) => recordEntry(tx, index));
  }
  const { head } = await db.tx(organizationId, sealOrganization);
  const keeper = keepAnchors({ anchors, log: createLog('silent') });
  keeper.offer(organizationId, head);
  return organizationId;
}

function recordEntry(tx: Tx, index: number): Promise<string> {
  const action = AUDIT_ACTIONS[index % 7] ?? 'settings.changed';
  const audit = { action, subjectKind: 'store', subjectId: String(index) } as const;
  return recordChange(tx, {
    kind: 'settings',
    ids: [],
    audit: [{ ...audit, userId: uuidv7(), detail: { before: { index }, after: { index: index + 1 } } }],
  });
}

/** Tampers with the owner's rights, verifies inside of the same transaction, and takes it back. */
export async function proveTampering(
  owner: Database,
  anchors: Anchors,
  organizationId: string,
  number: number,
  random: Random,
): Promise<ProvedTampering> {
  const reading = anchors.read(organizationId);
  try {
    return await owner.tx(organizationId, async (tx) => {
      const what = await tamper(tx, number, random);
      const { findings } = await verifyAudit(tx, reading);
      throw new TakeBack(
        what,
        findings.map(({ sequence, problem }) => `${sequence}: ${problem}`),
      );
    });
  } catch (error) {
    if (error instanceof TakeBack) return error;
    throw error;
  }
}

/** A generator of small numbers that repeats itself for the same seed (mulberry32, T. Ettinger, public domain). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}
