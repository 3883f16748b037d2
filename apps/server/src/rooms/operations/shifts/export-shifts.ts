import { Readable } from 'node:stream';
import type { ShiftSummary } from '@mosaajii/contract/till';
import { type Currency, minor, toDecimalString } from '@mosaajii/domain/money';
import type { UserActor } from '../../../platform/access/index.ts';
import { csvLine } from '../../../platform/csv/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { listShifts, type ShiftFilter } from '../../till/index.ts';
import { named, registerCodes } from './read-shift.ts';

const PAGE = 200;
const HEAD = [
  'business_date',
  'register',
  'state',
  'opened_at',
  'opened_by',
  'closed_at',
  'closed_by',
  'opening_float',
  'expected',
  'counted',
  'difference',
  'reason',
  'sales',
  'returns',
  'z_report',
  'currency',
  'shift_id',
];

/** Streams the shifts that fit, the latest first; a slow reader holds no transaction open. */
export function exportShifts(deps: Deps, actor: UserActor, filter: ShiftFilter, currency: Currency): Readable {
  return Readable.from(linesOf(deps, actor.organizationId, filter, currency));
}

async function* linesOf(
  deps: Deps,
  organizationId: string,
  filter: ShiftFilter,
  currency: Currency,
): AsyncGenerator<string> {
  yield csvLine(HEAD);
  const codes = await deps.db.read(organizationId, registerCodes);
  let cursor: string | undefined;
  do {
    const page = await deps.db.read(organizationId, (tx) => listShifts(tx, { ...filter, cursor, limit: PAGE }));
    if (page === null) throw new Error('a list of shifts does not know its own cursor');
    yield page.items.map((shift) => csvLine(cellsOf(shift, codes, currency))).join('');
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

function cellsOf(shift: ShiftSummary, codes: ReadonlyMap<string, string>, currency: Currency): string[] {
  const money = (amount: number | null) => (amount === null ? '' : toDecimalString(minor(amount), currency));
  const { countedMinor, cashMinor } = shift;
  return [
    shift.businessDate,
    codes.get(shift.registerId) ?? shift.registerId,
    shift.state,
    shift.openedAt,
    shift.openedBy,
    shift.closedAt ?? '',
    shift.closedBy ?? '',
    money(shift.openingFloatMinor),
    money(cashMinor),
    money(countedMinor),
    money(countedMinor === null ? null : countedMinor - cashMinor),
    shift.differenceReason ?? '',
    String(shift.saleCount),
    String(shift.returnCount),
    named(shift, codes).zName ?? '',
    shift.currencyCode,
    shift.shiftId,
  ];
}
