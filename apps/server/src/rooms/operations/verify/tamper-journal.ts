import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { minor } from '@mosaajii/domain/money';
import { type Operation, operationHashInput } from '@mosaajii/domain/operation';
import { TestRegister, TODAY } from '../sync/test-register.ts';
import type { Key } from './inspect-operation.ts';
import type { PostedRow } from './queries.ts';
import { walkJournal } from './walk-journal.ts';

/** Numbers that look random and follow from a seed (mulberry32). */
export interface Random {
  /** From `least` to `most`, both included. */
  integer(least: number, most: number): number;
}

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  return { integer: (least, most) => least + Math.floor(next() * (most - least + 1)) };
}

/** A journal as the server stores it, and the key that signed it. */
export interface Journal {
  readonly key: Key;
  readonly rows: readonly PostedRow[];
}

/** Writes a journal of sales, cash movements, openings of the drawer and notes, as a register does. */
export function writeJournal(entries: number, random: Random): Journal {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const [registerId, keyId, organizationId, userId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const register = new TestRegister({
    registerId,
    registerCode: 'S1-R1',
    series: 'A',
    userId,
    keyId,
    secret: '',
    claim: { kind: 'register-claim', organizationId, keyId, tokenHash: '' },
    privateKey: pair.privateKey,
    variants: [randomUUID(), randomUUID(), randomUUID()],
  });
  const rows: PostedRow[] = [rowOf(register.open())];
  while (rows.length < entries) rows.push(rowOf(nextEntry(register, random)));
  const key: Key = {
    key_id: keyId,
    register_id: registerId,
    series: 'A',
    public_key: { ...pair.publicKey.export({ format: 'jwk' }) },
    token_hash: '',
    key_state: 'active',
    store_id: randomUUID(),
    code: 'S1-R1',
    purpose: 'till',
    register_state: 'active',
    needs_proof: false,
    lease_expires_at: null,
    lease_gaps: [],
    last_sequence: register.sequence,
    last_hash: register.hash,
    last_receipt_sequence: register.receipt,
    last_z_number: 0,
  };
  return { key, rows };
}

function nextEntry(register: TestRegister, random: Random): Operation {
  const where = { shiftId: register.shiftId, businessDate: TODAY };
  const roll = random.integer(0, 19);
  if (roll === 0) {
    const movementId = randomUUID();
    const amountMinor = minor(random.integer(1, 90_000));
    return register.seal('cash.moved', { movementId, ...where, kind: 'drop', amountMinor, reason: 'safe' }, movementId);
  }
  if (roll === 1) return register.seal('drawer.opened', { ...where, reason: 'check' });
  if (roll === 2) return register.seal('till.noted', { ...where, event: 'receipt-reprinted' });
  return register.sale({ pieces: [random.integer(1, 9), random.integer(0, 3)] });
}

function rowOf(operation: Operation): PostedRow {
  return {
    operation_id: operation.operationId,
    key_id: operation.keyId,
    sequence: operation.sequence,
    kind: operation.kind,
    user_id: operation.userId,
    previous_hash: operation.previousHash,
    hash: operation.hash,
    envelope: JSON.stringify(operation),
    repair_id: null,
  };
}

type Manipulate = (rows: PostedRow[], at: number, random: Random) => PostedRow[];
type Change = (operation: Operation) => Operation;

const sealedAs = (row: PostedRow, change: Change): PostedRow => rowOf(change(JSON.parse(row.envelope) as Operation));
const hashed: Change = (operation) => ({
  ...operation,
  hash: createHash('sha256').update(operationHashInput(operation)).digest('hex'),
});
const signedBy =
  (privateKey: KeyObject): Change =>
  (operation) => {
    const key = { key: privateKey, dsaEncoding: 'ieee-p1363' as const };
    return { ...operation, signature: sign('sha256', Buffer.from(operation.hash), key).toString('base64url') };
  };
/** A later moment: the smallest lie that an entry can be made to tell. */
const lied: Change = (operation) => ({
  ...operation,
  occurredAt: new Date(Date.parse(operation.occurredAt) + 60_000).toISOString(),
});

/** Everything after a place, linked and signed anew by a key that is not the register's. */
function forgedFrom(rows: PostedRow[], at: number, first: Change): PostedRow[] {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  let previousHash: string | null = null;
  return rows.map((row, index) => {
    if (index < at) return row;
    const link = previousHash;
    const forged = sealedAs(row, (operation) => {
      const changed = index === at ? first(operation) : operation;
      return signedBy(privateKey)(hashed(link === null ? changed : { ...changed, previousHash: link }));
    });
    previousHash = forged.hash;
    return forged;
  });
}

const replaced = (rows: PostedRow[], at: number, make: (row: PostedRow) => PostedRow) =>
  rows.map((row, index) => (index === at ? make(row) : row));

/** What somebody with all rights to the database and without the register's key can do to its journal. */
export const MANIPULATIONS: Readonly<Record<string, Manipulate>> = {
  edited: (rows, at) => replaced(rows, at, (row) => sealedAs(row, lied)),
  'edited with a new hash': (rows, at) => replaced(rows, at, (row) => sealedAs(row, (one) => hashed(lied(one)))),
  'a column edited': (rows, at) => replaced(rows, at, (row) => ({ ...row, user_id: randomUUID() })),
  removed: (rows, at) => rows.filter((_, index) => index !== at),
  'removed and renumbered': (rows, at) =>
    rows
      .filter((_, index) => index !== at)
      .map((row, index) =>
        index < at ? row : sealedAs(row, (operation) => ({ ...operation, sequence: operation.sequence - 1 })),
      ),
  swapped: (rows, at) => {
    const [first, second] = [rows[at], rows[at + 1]];
    if (!first || !second) throw new RangeError('nothing to swap with');
    const moved = (row: PostedRow, sequence: number) => sealedAs(row, (operation) => ({ ...operation, sequence }));
    const pair = [moved(second, first.sequence), moved(first, second.sequence)];
    return [...rows.slice(0, at), ...pair, ...rows.slice(at + 2)];
  },
  inserted: (rows, at) => {
    const copy = rows[at];
    if (!copy) throw new RangeError('nothing to copy');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const forged = sealedAs(copy, (one) => signedBy(privateKey)(hashed({ ...one, operationId: randomUUID() })));
    return [...rows.slice(0, at), forged, ...rows.slice(at)];
  },
  truncated: (rows, at) => rows.slice(0, at),
  're-signed by another key': (rows, at) => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return replaced(rows, at, (row) => sealedAs(row, signedBy(privateKey)));
  },
  'rewritten to its end by another key': (rows, at) => forgedFrom(rows, at, lied),
};

/** Manipulates a journal in one way at one place; whether the walk finds it, and at which entry. */
export async function tamper(journal: Journal, number: number, random: Random) {
  const ways = Object.entries(MANIPULATIONS);
  const [what, manipulate] = ways[number % ways.length] ?? ways[0] ?? ['', (rows: PostedRow[]) => rows];
  const at = random.integer(1, journal.rows.length - 2);
  const { firstBroken } = await walkJournal(journal.key, manipulate([...journal.rows], at, random));
  // Nothing before the manipulated place may be accused.
  const isNamed = firstBroken !== null && firstBroken.sequence >= at + 1 && firstBroken.sequence <= at + 2;
  return { what, at, firstBroken, isNamed };
}
