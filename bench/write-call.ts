import type { Operation } from '@mosaajii/domain/operation';
import { createDatabase } from '../apps/server/src/platform/database/index.ts';
import {
  createVerifier,
  decideBatch,
  loadContext,
  receive,
  writeStatement,
} from '../apps/server/src/rooms/operations/sync/index.ts';
import type { BenchRegister } from './shop.ts';
import { VARIANTS } from './shop.ts';

/** The statement that writes a sale, with the values of one. */
export interface WriteCall {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Numbers that occur nowhere else in a statement, so that a script can put its own in their place. */
export const SAMPLE_HEAD = { sequence: 777_000_000, hash: '7'.repeat(64), receiptSequence: 778_000_000, zNumber: 0 };

/** Asks the server's own code which statement it would send for a sale that follows {@link SAMPLE_HEAD}. Nothing is written. */
export async function writeCallOf(appUrl: string, register: BenchRegister, sale: Operation): Promise<WriteCall> {
  const db = createDatabase({ url: appUrl, poolSize: 1 });
  try {
    return await db.tx(register.identity.organizationId, async (tx) => {
      const arrivals = [receive(JSON.parse(JSON.stringify(sale)))];
      const { keyId, registerId, organizationId } = register.identity;
      const now = new Date().toISOString();
      const request = { credentialKeyId: keyId, chainKeyId: keyId, arrivals, now, areLevelsLocked: false };
      const { context: present } = await loadContext(tx, request);
      if (present === null) throw new Error('the register of the benchmark is not known');
      const { sequence, hash, receiptSequence } = SAMPLE_HEAD;
      const head = {
        key_id: keyId,
        last_sequence: sequence,
        last_hash: hash,
        last_receipt_sequence: receiptSequence,
        last_z_number: 0,
      };
      const context = { ...present, head };
      let made = 0;
      const nextId = () => {
        made += 1;
        return `0b000000-0000-7000-80${String(made).padStart(2, '0')}-${OWN_ID_END}`;
      };
      const ports = { verify: createVerifier(), nextId, unstorable: new Map() };
      const { writes, answers } = decideBatch(context, arrivals, ports);
      if (answers[0]?.status !== 'applied') throw new Error(`the sale was not applied: ${JSON.stringify(answers)}`);
      const statement = writeStatement({ organizationId, registerId, requestId: null, nextId }, writes);
      if (statement === null) throw new Error('the sale writes nothing');
      return statement;
    });
  } finally {
    await db.close();
  }
}

/** Where a script puts a number of its own. */
const OWN_ID_END = '999999999999';

/**
 * The write call as a pgbench script: prepared once on each connection, then executed with new ids, numbers and variants
 * each time. pgbench replaces `:name` anywhere, also inside of literals, which is what makes ids of random digits.
 */
export function pgbenchScript(
  call: WriteCall,
  sale: Operation,
  register: BenchRegister,
  isOneOrganization: boolean,
): string {
  const payload = sale.payload as {
    receipt: { sequence: number };
    tenders: readonly { tenderId: string }[];
    lines: readonly { lineId: string; variantId: string }[];
  };
  const { organizationId, registerId, keyId } = register.identity;
  const ends: [string, string][] = [
    [sale.operationId, `${sale.operationId.slice(0, 24)}:r0`],
    ...payload.tenders.map(({ tenderId }): [string, string] => [tenderId, `${tenderId.slice(0, 24)}:r1`]),
    ...payload.lines.map(({ lineId }, index): [string, string] => [lineId, `${lineId.slice(0, 19)}80${index}0-:r2`]),
    ...payload.lines.map(({ variantId }, index): [string, string] => [
      variantId,
      `${variantId.slice(0, -5)}:v${index}`,
    ]),
    [OWN_ID_END, ':r3'],
    ...shopIds(organizationId, registerId, keyId, isOneOrganization),
  ];
  const literals = call.values.map((value) => literalOf(value, ends, sale.sequence, payload.receipt.sequence));
  const organization = isOneOrganization ? organizationId : `${organizationId.slice(0, -1)}:org`;
  const share = VARIANTS / payload.lines.length;
  return [
    '\\if :is_ready',
    '\\else',
    // One line: pgbench ends a statement at its semicolon, wherever the line ends.
    `prepare write as ${call.text.replaceAll('\n', ' ')};`,
    '\\set is_ready 1',
    '\\endif',
    '\\set org :client_id + 1',
    // The only register of an organization is number 0.
    '\\set own :org * 10',
    ...[0, 1, 2, 3].map((number) => `\\set r${number} random(100000000000, 999999999999)`),
    `\\set s0 random(1000000, 900000000000)`,
    ...payload.lines.map(
      (_, index) => `\\set v${index} random(${10_000 + index * share}, ${10_000 + (index + 1) * share - 1})`,
    ),
    `begin; set local app.organization_id = '${organization}';`,
    `execute write(${literals.join(', ')});`,
    'commit;',
    '',
  ].join('\n');
}

/** Each client is a register of its own: of one organization, or of an organization of its own. */
function shopIds(
  organizationId: string,
  registerId: string,
  keyId: string,
  isOneOrganization: boolean,
): [string, string][] {
  const shift = registerId.replace('-8003-', '-8006-');
  const owned = [registerId, keyId, shift];
  if (isOneOrganization) return owned.map((id) => [id, `${id.slice(0, -1)}:client_id`]);
  return [
    [organizationId, `${organizationId.slice(0, -1)}:org`],
    ...['8001', '8002'].map((part): [string, string] => {
      const id = organizationId.replace('-8000-', `-${part}-`);
      return [id, `${id.slice(0, -1)}:org`];
    }),
    ...owned.map((id): [string, string] => [id, `${id.slice(0, -2)}:own`]),
  ];
}

function literalOf(
  value: unknown,
  ends: readonly (readonly [string, string])[],
  sequence: number,
  receipt: number,
): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number') return value === sequence || value === receipt ? ':s0' : String(value);
  if (typeof value === 'boolean') return String(value);
  const text = Array.isArray(value) ? arrayLiteral(value) : typeof value === 'string' ? value : JSON.stringify(value);
  let replaced = text.replaceAll("'", "''");
  for (const [id, pattern] of ends) replaced = replaced.replaceAll(id, pattern);
  return `'${replaced}'`;
}

function arrayLiteral(values: readonly unknown[]): string {
  return `{${values.map((value) => (value === null ? 'null' : `"${String(value).replaceAll(/["\\]/g, '\\$&')}"`)).join(',')}}`;
}
