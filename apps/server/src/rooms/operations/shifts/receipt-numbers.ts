import type { ReceiptNumbersReport } from '@mosaajii/contract/till';
import type { Stores } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { readRegisterKeys } from '../../identity/index.ts';
import { findReceiptGaps, readReceiptCounts } from '../../sales/index.ts';
import { readStoredLinks } from '../verify/queries.ts';

type Series = ReceiptNumbersReport['series'][number];
type Range = Series['open'][number];

export interface NumbersFilter {
  readonly storeId?: string | undefined;
  readonly registerId?: string | undefined;
  readonly stores: Stores;
}

/**
 * Accounts for every receipt number of every register and series: sold, returned, voided, waiting for a person, lost with its
 * register, or missing. What arrived and what did not sum to the last number that was given.
 */
export async function reportReceiptNumbers(tx: Tx, filter: NumbersFilter): Promise<ReceiptNumbersReport> {
  const keys = await readRegisterKeys(tx);
  const counts = new Map((await readReceiptCounts(tx)).map((row) => [`${row.register_id}|${row.series}`, row]));
  const waiting = new Set((await readStoredLinks(tx)).receipts);
  const gaps = await findReceiptGaps(tx);
  const series = keys
    .filter((key) => isWanted(key, filter))
    .map((key): Series => {
      const name = `${key.register_id}|${key.series}`;
      const row = counts.get(name);
      const last = Math.max(row?.last ?? 0, key.last_receipt_sequence);
      const isEnded = key.key_state === 'revoked' || key.register_state === 'revoked';
      const between = gaps
        .filter((gap) => gap.register_id === key.register_id && gap.receipt_series === key.series)
        .map((gap) => ({ from: gap.after + 1, to: gap.next - 1 }));
      const after = (row?.last ?? 0) < last ? [{ from: (row?.last ?? 0) + 1, to: last }] : [];
      const open = [...between, ...after].flatMap((range) => rangesOf(range, name, waiting, isEnded));
      const sum = (is: Range['is']) =>
        open.reduce((total, range) => total + (range.is === is ? range.to - range.from + 1 : 0), 0);
      return {
        registerId: key.register_id,
        storeId: key.store_id,
        registerCode: key.code,
        series: key.series,
        isEnded,
        last,
        sold: row?.sold ?? 0,
        returned: row?.returned ?? 0,
        voided: row?.voided ?? 0,
        waiting: sum('waiting'),
        lost: sum('lost'),
        missing: sum('missing'),
        open,
        twice: row?.twice ?? 0,
      };
    })
    .filter(({ last }) => last > 0)
    .sort((a, b) => (`${a.registerCode}|${a.series}` < `${b.registerCode}|${b.series}` ? -1 : 1));
  return { series };
}

function isWanted(
  key: { readonly store_id: string; readonly register_id: string },
  { storeId, registerId, stores }: NumbersFilter,
): boolean {
  if (stores !== null && !stores.includes(key.store_id)) return false;
  if (storeId !== undefined && key.store_id !== storeId) return false;
  return registerId === undefined || key.register_id === registerId;
}

/** Cuts a gap into what waits for a person and what is gone. */
function rangesOf(
  { from, to }: { readonly from: number; readonly to: number },
  name: string,
  waiting: ReadonlySet<string>,
  isEnded: boolean,
): Range[] {
  const ranges: Range[] = [];
  for (let number = from; number <= to; number += 1) {
    const is = waiting.has(`${name}|${number}`) ? 'waiting' : isEnded ? 'lost' : 'missing';
    const before = ranges.at(-1);
    if (before?.is === is && before.to === number - 1) ranges[ranges.length - 1] = { ...before, to: number };
    else ranges.push({ from: number, to: number, is });
  }
  return ranges;
}
