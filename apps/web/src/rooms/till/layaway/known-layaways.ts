import {
  type DepositReturned,
  type DepositTaken,
  type LayawayItem,
  layawayNumber,
  type PaidDeposit,
} from '@mosaajii/domain/layaway';
import type { Operation, SaleCompleted } from '@mosaajii/domain/operation';
import type { Device } from '../../../platform/device/index.ts';
import type { Journal, Registration } from '../../../platform/journal/index.ts';

/** What this register did to a layaway: an operation of its journal. */
export type LayawayFact = Pick<Operation, 'operationId' | 'kind' | 'sequence' | 'userId' | 'occurredAt' | 'payload'>;

/** Facts of this session: the server may have answered for them before it sends the layaway as it is now. */
const made = new WeakMap<Device, Map<string, LayawayFact>>();

/** Remembers what was done just now. Where its place in the chain is not told, it comes after all that is known by now. */
export function remember(device: Device, fact: Omit<LayawayFact, 'sequence'> & { readonly sequence?: number }): void {
  const facts = factsOf(device);
  const sequence = fact.sequence ?? Math.max(0, ...[...facts.values()].map((known) => known.sequence));
  facts.set(fact.operationId, { ...fact, sequence });
}

function factsOf(device: Device): Map<string, LayawayFact> {
  const known = made.get(device) ?? new Map<string, LayawayFact>();
  made.set(device, known);
  return known;
}

/** The layaways of the store as this register knows them: what the server sent, with what the register did since. */
export async function knownLayaways(device: Device): Promise<readonly LayawayItem[]> {
  const facts = factsOf(device);
  for (const fact of await writtenFacts(device.journal)) facts.set(fact.operationId, fact);
  const sent = device.sections.items<LayawayItem>('layaways').get()?.byId ?? new Map<string, LayawayItem>();
  const registration = await device.journal.registration();
  return registration === null ? [...sent.values()] : withOwn([...sent.values()], [...facts.values()], registration);
}

/**
 * So many operations that the server has answered for are looked at as well: a till that was closed right after the answer
 * has not been told yet what came of them, and must not end a layaway a second time.
 */
const ANSWERED_TOO = 500;

/** What this register wrote about layaways and may not have back from the server. */
export async function writtenFacts(journal: Pick<Journal, 'unsentEntries'>): Promise<readonly LayawayFact[]> {
  const entries = await journal.unsentEntries(ANSWERED_TOO);
  return entries.flatMap(({ operation }) => (isAboutLayaway(operation) ? [operation] : []));
}

function isAboutLayaway({ kind, payload }: Operation): boolean {
  return kind === 'deposit.taken' || kind === 'deposit.returned' || 'layawayId' in payload;
}

/** Layaways from the server with the facts of this register that are not in them yet, whatever came first. */
export function withOwn(
  sent: readonly LayawayItem[],
  facts: readonly LayawayFact[],
  registration: Pick<Registration, 'registerId' | 'registerCode' | 'series'>,
): readonly LayawayItem[] {
  const items = new Map(sent.map((item) => [item.id, item]));
  for (const fact of [...facts].sort((a, b) => a.sequence - b.sequence)) {
    if (fact.kind === 'deposit.taken') pay(items, fact, fact.payload as DepositTaken, registration);
    if (fact.kind === 'deposit.returned') {
      giveBack(items, fact.payload as DepositReturned);
    }
    if (fact.kind === 'sale.completed') {
      const { layawayId, tenders } = fact.payload as SaleCompleted;
      const deposit = tenders.find(({ kind }) => kind === 'deposit');
      if (layawayId !== undefined) complete(items, layawayId, deposit?.amountMinor ?? 0);
    }
  }
  return [...items.values()].sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1));
}

function pay(
  items: Map<string, LayawayItem>,
  fact: LayawayFact,
  { layawayId, depositId, customerId, currencyCode, tenders, opens }: DepositTaken,
  { registerId, registerCode, series }: Pick<Registration, 'registerId' | 'registerCode' | 'series'>,
): void {
  const parts = tenders.map(({ tenderId, kind, amountMinor }): PaidDeposit => {
    return { tenderId, kind, amountMinor, depositId, at: fact.occurredAt };
  });
  const item = items.get(layawayId);
  if (item === undefined) {
    if (opens === undefined) return;
    const number = layawayNumber({ registerCode, series, sequence: fact.sequence });
    const place = { registerId, openedAt: fact.occurredAt, openedBy: fact.userId, currencyCode };
    const fresh = { id: layawayId, number, customerId, ...place, ...opens };
    items.set(layawayId, { ...fresh, state: 'open', paid: parts, usedMinor: 0 });
  } else if (!item.paid.some((part) => part.depositId === depositId)) {
    items.set(layawayId, { ...item, paid: [...item.paid, ...parts] });
  }
}

/** Ends it, or takes what was left of one that had ended; once, however often it is told. */
function giveBack(items: Map<string, LayawayItem>, { depositId, layawayId, refunds, feeMinor }: DepositReturned): void {
  const item = items.get(layawayId);
  if (item === undefined || item.returned?.includes(depositId) === true) return;
  const usedMinor = item.usedMinor + refunds.reduce((sum, part) => sum + part.amountMinor, 0) + feeMinor;
  const state = item.state === 'open' ? 'cancelled' : item.state;
  items.set(layawayId, { ...item, state, usedMinor, returned: [...(item.returned ?? []), depositId] });
}

function complete(items: Map<string, LayawayItem>, layawayId: string, depositMinor: number): void {
  const item = items.get(layawayId);
  if (item?.state !== 'open') return;
  items.set(layawayId, { ...item, state: 'completed', usedMinor: item.usedMinor + depositMinor });
}
