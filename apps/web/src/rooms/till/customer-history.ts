import type { OrderList } from '@mosaajii/contract/orders';
import { ok, refuse } from '@mosaajii/domain';
import { minor } from '@mosaajii/domain/money';
import type { Device } from '../../platform/device/index.ts';
import { askAsRegister } from '../../platform/sync/index.ts';
import type { TillCustomers, TillHistory } from './ports.ts';

const MOST_RECENT = 2_000;
const MOST_SHOWN = 8;

/** The last sales of this register to a customer. */
export async function historyOf({ journal }: Device, customerId: string): Promise<readonly TillHistory[]> {
  const documents = await journal.listSales({ recent: MOST_RECENT });
  return documents
    .flatMap((document) => (document.kind === 'sale' && document.customerId === customerId ? [document] : []))
    .slice(0, MOST_SHOWN)
    .map(({ documentId, receiptNumber, occurredAt, totalMinor }) => ({
      documentId,
      receiptNumber,
      occurredAt,
      totalMinor,
    }));
}

/** The last sales of the shop to a customer, also those of other registers. */
export async function shopHistoryOf(
  { enrolment }: Device,
  customerId: string,
): ReturnType<TillCustomers['shopHistory']> {
  const registration = enrolment.registration.get();
  if (registration === null) return refuse({ code: 'unreachable' });
  const url = `/orders?kind=sale&limit=${MOST_SHOWN}&customerId=${customerId}`;
  const answer = await askAsRegister(registration, 'GET', url);
  if (!answer.ok) return refuse({ code: answer.code });
  const { items } = answer.value as OrderList;
  return ok(
    items.map(({ saleId, receiptNumber, occurredAt, totalMinor }) => {
      return { documentId: saleId, receiptNumber, occurredAt, totalMinor: minor(totalMinor) };
    }),
  );
}
