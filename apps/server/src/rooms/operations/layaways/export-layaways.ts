import { Readable } from 'node:stream';
import type { LayawaySummary } from '@mosaajii/contract/layaways';
import { type Currency, minor, toDecimalString } from '@mosaajii/domain/money';
import { csvLine } from '../../../platform/csv/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { type LayawayFilter, listLayaways, type Reader } from './read-layaways.ts';

const PAGE = 200;
const HEAD = [
  'number',
  'state',
  'opened_at',
  'due_on',
  'customer',
  'lines',
  'total',
  'paid',
  'left',
  'currency',
  'register',
  'sale_id',
  'layaway_id',
];

/** Streams the layaways that fit, the latest first; a slow reader holds no transaction open. */
export function exportLayaways(
  deps: Deps,
  organizationId: string,
  reader: Reader,
  filter: LayawayFilter,
  currency: Currency,
): Readable {
  return Readable.from(linesOf(deps, organizationId, reader, filter, currency));
}

async function* linesOf(
  deps: Deps,
  organizationId: string,
  reader: Reader,
  filter: LayawayFilter,
  currency: Currency,
): AsyncGenerator<string> {
  yield csvLine(HEAD);
  let cursor: string | undefined;
  do {
    const page = await deps.db.read(organizationId, (tx) =>
      listLayaways(tx, reader, { ...filter, cursor, limit: PAGE }),
    );
    if (page === null) throw new Error('a list of layaways does not know its own cursor');
    yield page.items.map((item) => csvLine(cellsOf(item, currency))).join('');
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

function cellsOf(item: LayawaySummary, currency: Currency): string[] {
  const money = (amount: number) => toDecimalString(minor(amount), currency);
  return [
    item.number,
    item.state,
    item.openedAt,
    item.dueOn,
    item.customerName,
    String(item.lineCount),
    money(item.totalMinor),
    money(item.paidMinor),
    money(item.leftMinor),
    item.currencyCode,
    item.registerCode,
    item.soldSaleId ?? '',
    item.layawayId,
  ];
}
