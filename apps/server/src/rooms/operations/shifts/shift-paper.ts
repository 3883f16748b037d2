import type { ShiftDetail } from '@mosaajii/contract/till';
import { currencyOf, minor } from '@mosaajii/domain/money';
import type { Paper, PaperLanguage } from '@mosaajii/domain/paper';
import type { ShiftTotals } from '@mosaajii/domain/shift';
import { type ShiftReport, shiftPaper } from '@mosaajii/domain/shift-report';
import type { Tx } from '../../../platform/database/index.ts';
import { listUserNames, readShopSettings } from '../../identity/index.ts';
import { shopOf } from '../receipts/paper-of-order.ts';
import { readShiftDetail, registerCodes } from './read-shift.ts';

/** The paper of a shift and what its file is called. */
export interface ShiftPaper {
  readonly name: string;
  readonly paper: Paper;
}

/**
 * The Z report of a closed shift as its register made it, or the X report of an open one as it stands `now`: the same paper as
 * on the till and on the screen. `null`: there is no such shift.
 */
export async function readShiftPaper(
  tx: Tx,
  shiftId: string,
  { now, language }: { readonly now: Date; readonly language: PaperLanguage },
): Promise<ShiftPaper | null> {
  const detail = await readShiftDetail(tx, shiftId);
  if (detail === null) return null;
  const { shift } = detail;
  const settings = await readShopSettings(tx, shift.storeId);
  const names = new Map((await listUserNames(tx, null)).users.map((user) => [user.userId, user.displayName]));
  const code = (await registerCodes(tx)).get(shift.registerId) ?? '?';
  const report: ShiftReport = {
    shop: shopOf(settings),
    currency: currencyOf(shift.currencyCode) ?? settings.organization.currency,
    registerName: code,
    number: shift.zName,
    businessDate: shift.businessDate,
    opened: { at: shift.openedAt, by: names.get(shift.openedBy) ?? '–' },
    ...figuresOf(detail),
    closed: shift.closedAt === null ? null : { at: shift.closedAt, by: names.get(shift.closedBy ?? '') ?? '–' },
    ...(shift.closedAt === null && { at: now.toISOString() }),
  };
  return { name: shift.zName ?? `${code}-X-${shift.businessDate}`, paper: shiftPaper(report, language) };
}

function figuresOf({
  shift,
  totals,
  count,
  z,
}: ShiftDetail): Omit<
  ShiftReport,
  'shop' | 'currency' | 'registerName' | 'number' | 'businessDate' | 'opened' | 'closed' | 'at'
> {
  return {
    openingFloatMinor: minor(shift.openingFloatMinor),
    // Figures of the wire are the core's figures; brands are lost on the way.
    totals: (z?.totals ?? totals) as unknown as ShiftTotals,
    expectedMinor: minor(z?.expectedMinor ?? shift.cashMinor),
    count:
      shift.countedMinor === null
        ? null
        : ({
            ...count,
            countedMinor: shift.countedMinor,
            ...(shift.differenceReason !== null && { reason: shift.differenceReason }),
          } as unknown as ShiftReport['count']),
    head: z?.head ?? null,
  };
}
