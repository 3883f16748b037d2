import { currencyOf } from '@mosaajii/domain/money';
import type { Paper, PaperLanguage } from '@mosaajii/domain/paper';
import { reportOf, shiftPaper } from '@mosaajii/domain/shift-report';
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
  const report = reportOf(detail, {
    shop: shopOf(settings),
    currency: currencyOf(shift.currencyCode) ?? settings.organization.currency,
    registerName: code,
    nameOf: (userId) => names.get(userId ?? '') ?? '–',
    now,
  });
  return { name: shift.zName ?? `${code}-X-${shift.businessDate}`, paper: shiftPaper(report, language) };
}
