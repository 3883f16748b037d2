import type { ShiftDetail, ZReportList } from '@mosaajii/contract/till';
import { minor } from '@mosaajii/domain/money';
import { canonicalJson } from '@mosaajii/domain/operation';
import {
  addCashMoved,
  addCorrected,
  addDeposit,
  addDepositBack,
  addNoSale,
  addReceived,
  asSaidBy,
  type ShiftTotals,
} from '@mosaajii/domain/shift';
import type { Tx } from '../../../platform/database/index.ts';
import { readRegisterKeys } from '../../identity/index.ts';
import { readShiftCorrections, readShiftPayments } from '../../payments/index.ts';
import { sumShiftSales } from '../../sales/index.ts';
import { findZGaps, listZReports, readShift, readShiftRecords, type ZFilter } from '../../till/index.ts';
import { readShiftDeposits } from '../layaways/shift-deposits.ts';

/** Codes of registers by id, as receipts and reports are named by them. */
export async function registerCodes(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const keys = await readRegisterKeys(tx);
  return new Map(keys.map((key) => [key.register_id, key.code]));
}

/** A shift with everything that is known of it, its figures added up now. `null` when there is none. */
export async function readShiftDetail(tx: Tx, shiftId: string): Promise<ShiftDetail | null> {
  const shift = await readShift(tx, shiftId);
  if (shift === null) return null;
  const records = await readShiftRecords(tx, shiftId);
  const sold = addReceived(await sumShiftSales(tx, shiftId), await readShiftPayments(tx, shiftId));
  const deposits = await readShiftDeposits(tx, shiftId);
  const corrections = await readShiftCorrections(tx, shiftId);
  const totals = corrections.reduce(addCorrected, withDeposits(withRecords(sold, records), deposits));
  const codes = await registerCodes(tx);
  return {
    shift: named(shift, codes),
    totals: wireOf(totals),
    ...records,
    isTrue:
      records.z === null ? null : canonicalJson(records.z.totals) === canonicalJson(asSaidBy(records.z.totals, totals)),
  };
}

/** A mutable copy: what goes over the wire has no read-only lists. */
function wireOf(totals: ShiftTotals): ShiftDetail['totals'] {
  return { ...totals, taxes: [...totals.taxes], tenders: [...totals.tenders] };
}

function withDeposits(totals: ShiftTotals, deposits: Awaited<ReturnType<typeof readShiftDeposits>>): ShiftTotals {
  return deposits.reduce(
    (sum, { kind, tenders }) => (kind === 'taken' ? addDeposit(sum, tenders) : addDepositBack(sum, tenders)),
    totals,
  );
}

function withRecords(
  sales: ShiftTotals,
  { movements, events }: Pick<ShiftDetail, 'movements' | 'events'>,
): ShiftTotals {
  let totals = sales;
  for (const { kind, amountMinor } of movements)
    totals = addCashMoved(totals, { kind, amountMinor: minor(amountMinor) });
  for (const { kind } of events) if (kind === 'no-sale') totals = addNoSale(totals);
  return totals;
}

/** Reports are named by the code of their register. */
export function named<T extends { readonly zName: string | null; readonly registerId: string }>(
  shift: T,
  codes: ReadonlyMap<string, string>,
): T {
  return shift.zName === null ? shift : { ...shift, zName: `${codes.get(shift.registerId) ?? '?'}-${shift.zName}` };
}

/** The archive of Z reports with the numbers that are missing from it. `null`: the cursor is not one of this list. */
export async function readZArchive(
  tx: Tx,
  filter: ZFilter & { readonly cursor?: string | undefined; readonly limit: number },
): Promise<ZReportList | null> {
  const found = await listZReports(tx, filter);
  if (found === null) return null;
  const codes = await registerCodes(tx);
  const items = found.items.map((item) => ({ ...item, name: `${codes.get(item.registerId) ?? '?'}-${item.name}` }));
  return { items, gaps: await findZGaps(tx, filter), nextCursor: found.nextCursor };
}
