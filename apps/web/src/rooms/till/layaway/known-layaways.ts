import {
  type DepositReturned,
  type DepositTaken,
  depositLeft,
  type LayawayItem,
  layawayNumber,
  type PaidDeposit,
} from '@mosaajii/domain/layaway';
import type { Operation, SaleCompleted } from '@mosaajii/domain/operation';
import type { Device } from '../../../platform/device/index.ts';
import type { Registration } from '../../../platform/journal/index.ts';

/** What this register did to a layaway: an operation of its journal. */
export type LayawayFact = Pick<Operation, 'operationId' | 'kind' | 'sequence' | 'userId' | 'occurredAt' | 'payload'>;

/** Facts of this session: the server may have answered for them before it sends the layaway as it is now. */
const made = new WeakMap<Device, Map<string, LayawayFact>>();

/** Remembers what was done just now. */
export function remember(device: Device, fact: LayawayFact): void {
  factsOf(device).set(fact.operationId, fact);
}

function factsOf(device: Device): Map<string, LayawayFact> {
  const known = made.get(device) ?? new Map<string, LayawayFact>();
  made.set(device, known);
  return known;
}

/** The layaways of the store as this register knows them: what the server sent, with what the register did since. */
export async function knownLayaways(device: Device): Promise<readonly LayawayItem[]> {
  const facts = factsOf(device);
  for (const { operation } of await device.journal.unsentEntries()) {
    if (isAboutLayaway(operation)) facts.set(operation.operationId, operation);
  }
  const sent = device.sections.items<LayawayItem>('layaways').get()?.byId ?? new Map<string, LayawayItem>();
  const registration = await device.journal.registration();
  return registration === null ? [...sent.values()] : withOwn([...sent.values()], [...facts.values()], registration);
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
      const { layawayId, refunds, feeMinor } = fact.payload as DepositReturned;
      giveBack(items, layawayId, refunds.reduce((sum, part) => sum + part.amountMinor, 0) + feeMinor);
    }
    if (fact.kind === 'sale.completed') {
      const { layawayId, tenders } = fact.payload as SaleCompleted;
      const deposit = tenders.find(({ kind }) => kind === 'deposit');
      if (layawayId !== undefined) close(items, layawayId, 'completed', deposit?.amountMinor ?? 0);
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

/**
 * Ends it, or takes back what was left after it had ended: without that the same money could be handed out twice. What the
 * server has taken off already is not there to be taken off again.
 */
function giveBack(items: Map<string, LayawayItem>, layawayId: string, goneMinor: number): void {
  const item = items.get(layawayId);
  if (item === undefined) return;
  if (item.state === 'open') close(items, layawayId, 'cancelled', goneMinor);
  else if (depositLeft(item) >= goneMinor) items.set(layawayId, { ...item, usedMinor: item.usedMinor + goneMinor });
}

function close(
  items: Map<string, LayawayItem>,
  layawayId: string,
  state: 'completed' | 'cancelled',
  usedMinor: number,
): void {
  const item = items.get(layawayId);
  if (item?.state === 'open') items.set(layawayId, { ...item, state, usedMinor: item.usedMinor + usedMinor });
}
