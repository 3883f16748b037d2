import type { DepositReturned, DepositTaken } from '@mosaajii/domain/layaway';
import { ACCOUNT } from '@mosaajii/domain/ledger';
import type { Operation, SaleCompleted } from '@mosaajii/domain/operation';
import { balanceOf } from './counter-invariants.ts';
import type { SimDevice } from './device.ts';
import type { ModelServer } from './model-server.ts';

/** What must be true of goods that are put aside when everything has arrived. */
export function brokenLayaways(devices: readonly SimDevice[], server: ModelServer): string[] {
  return [...brokenDeposits(server), ...lostDeposits(devices, server), ...endedTooOften(devices, server)];
}

/** The ledger owes what all envelopes together hold, and each of them what was paid and not used. */
function brokenDeposits({ tables }: ModelServer): string[] {
  const purses = [...tables.purses.values()].filter(({ kind }) => kind === 'deposit');
  const owed = purses.reduce((sum, purse) => sum + purse.balance_minor, 0);
  const booked = -balanceOf(tables, ACCOUNT.deposits);
  const paid = [...tables.deposits.values()].reduce(
    (sum, { kind, amountMinor, feeMinor }) => sum + (kind === 'taken' ? amountMinor : -amountMinor - feeMinor),
    0,
  );
  const fees = [...tables.deposits.values()].reduce((sum, { feeMinor }) => sum + feeMinor, 0);
  const used = [...tables.purseEntries.values()]
    .filter((row) => row.kind === 'deposit' && tables.sales.has(row.documentId))
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const overspent = [...tables.purseEntries.values()]
    .filter((row) => row.kind === 'deposit' && !tables.sales.has(row.documentId))
    .reduce((sum, { overspentMinor }) => sum + overspentMinor, 0);
  return [
    ...(booked === owed ? [] : [`the ledger owes ${booked} as deposits, the layaways hold ${owed}`]),
    ...(paid + used + overspent === owed ? [] : [`${paid} paid and ${used} used leave ${owed} of deposits`]),
    ...(-balanceOf(tables, ACCOUNT.layawayFees) === fees ? [] : [`the fees of layaways are not ${fees}`]),
  ];
}

/** What a cashier was told is written down is on the disk, and on the server or with a person. */
function lostDeposits(devices: readonly SimDevice[], { tables }: ModelServer): string[] {
  const waiting = new Set([...tables.repairs.values()].map(({ operationId }) => operationId));
  return devices.flatMap(({ disk, counter }) =>
    [...counter.layaways.told.deposits].flatMap((id) => [
      ...(disk.sequenceOf.has(id) ? [] : [`the device lost the deposit ${id}`]),
      ...(tables.deposits.has(id) || waiting.has(id) ? [] : [`the server has no deposit ${id}`]),
    ]),
  );
}

/**
 * Nobody ends a layaway alone but the register that took it, and that one once; so with a server that forgets nothing its goods
 * are sold at most twice, and no more of its deposits is missing than was paid.
 */
function endedTooOften(devices: readonly SimDevice[], { tables, restores }: ModelServer): string[] {
  const broken: string[] = [];
  const alone = new Map<string, number>();
  const sold = new Map<string, number>();
  const missing = new Map<string, number>();
  const paid = new Map<string, number>();
  const more = (map: Map<string, number>, id: string, amount: number) => map.set(id, (map.get(id) ?? 0) + amount);
  for (const { operation } of devices.flatMap(entriesOf)) {
    const end = endOf(operation);
    if (operation.kind === 'deposit.taken')
      more(paid, (operation.payload as DepositTaken).layawayId, amountOf(operation));
    if (end === null) continue;
    if (operation.kind === 'sale.completed') more(sold, end.layawayId, 1);
    if (end.hasWord) continue;
    more(alone, end.layawayId, 1);
    const row = tables.layaways.get(end.layawayId);
    if (row === undefined) broken.push(`the layaway ${end.layawayId} was ended and is not there`);
    else if (row.registerId !== operation.registerId)
      broken.push(`${end.layawayId} was ended elsewhere without a word`);
  }
  for (const [id, times] of alone)
    if (times > 1) broken.push(`its register ended the layaway ${id} ${times} times alone`);
  for (const row of tables.purseEntries.values()) {
    if (row.kind === 'deposit') more(missing, row.purseId, row.overspentMinor);
  }
  for (const { envelope, reasonCode } of tables.repairs.values()) {
    if (reasonCode !== 'deposit-spent') continue;
    const { payload } = JSON.parse(envelope) as Operation<'deposit.returned'>;
    more(missing, payload.layawayId, amountOf(JSON.parse(envelope) as Operation) + payload.feeMinor);
  }
  for (const { operationId, notes } of tables.operations.values()) {
    if (notes.includes('layaway-differs')) broken.push(`${operationId} is not what was put aside`);
    if (restores > 0) continue;
    // A server that was restored has forgotten layaways and the words it gave, and marks what it cannot know.
    if (notes.includes('layaway-elsewhere'))
      broken.push(`${operationId} was ended elsewhere with a word that counts not`);
    if (notes.includes('layaway-unknown')) broken.push(`${operationId} is of no layaway`);
  }
  if (restores > 0) return broken;
  for (const [id, times] of sold) if (times > 2) broken.push(`the goods of ${id} were sold ${times} times`);
  for (const [id, amount] of missing) {
    if (amount > (paid.get(id) ?? 0)) broken.push(`${amount} is missing of ${paid.get(id) ?? 0} paid for ${id}`);
  }
  return broken;
}

function entriesOf({ disk, registration }: SimDevice) {
  return [...(disk.entries.get(registration.keyId)?.values() ?? [])];
}

/** Which layaway an operation ends, and whether the server said that nobody else does. */
function endOf({ kind, payload }: Operation): { readonly layawayId: string; readonly hasWord: boolean } | null {
  if (kind === 'deposit.returned') {
    const { layawayId, authorisationId } = payload as DepositReturned;
    return { layawayId, hasWord: authorisationId !== undefined };
  }
  const { layawayId, tenders } = payload as SaleCompleted;
  if (kind !== 'sale.completed' || layawayId === undefined) return null;
  const deposit = tenders.find((tender) => tender.kind === 'deposit');
  return { layawayId, hasWord: deposit?.authorisationId !== undefined };
}

function amountOf({ payload }: Operation): number {
  const parts = 'refunds' in payload ? payload.refunds : 'tenders' in payload ? payload.tenders : [];
  return parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

/** How often something happened to layaways. */
export function layawaysSeen(devices: readonly SimDevice[], { tables }: ModelServer) {
  const deposits = [...tables.deposits.values()];
  const isElsewhere = (layawayId: string, registerId: string) =>
    tables.layaways.get(layawayId)?.registerId !== registerId;
  const sales = [...tables.saleOrigins.values()].flatMap(({ saleId, layawayId }) => {
    const registerId = tables.sales.get(saleId)?.registerId;
    return layawayId === null || registerId === undefined ? [] : [{ layawayId, registerId }];
  });
  const taken = deposits.filter(({ kind }) => kind === 'taken');
  const closed = [...tables.operations.values()].filter(({ notes }) => notes.includes('layaway-closed'));
  const away = devices.reduce((sum, { told }) => sum + (told.refusals.get('layaway-away') ?? 0), 0);
  return {
    layaways: tables.layaways.size,
    'layaways paid at another register': taken.filter((row) => isElsewhere(row.layawayId, row.registerId)).length,
    'layaways sold': sales.length,
    'layaways sold by another register': sales.filter((row) => isElsewhere(row.layawayId, row.registerId)).length,
    'layaways given up': deposits.length - taken.length,
    'layaways ended twice': closed.length,
    'layaways kept from another register': away,
  };
}
