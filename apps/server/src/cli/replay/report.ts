import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shiftDecimal } from '@mosaajii/domain/money';
import { stringify } from 'csv-stringify/sync';
import type { FileReport, InvoiceFile, ReplayReport } from '../../rooms/operations/replay/index.ts';

/** What the Z reports of a replay expect in their drawers, against what the documents alone come to. */
export interface ComparedDrawers {
  readonly reports: number;
  readonly differing: number;
  readonly expectedMinor: number;
}

/**
 * The last line of a replay. `verify` is the number of discrepancies found afterwards, `drawers` what its Z reports say;
 * `null` when it was stopped before.
 */
export function summaryOf(report: ReplayReport, verify: number | null, drawers: ComparedDrawers | null): string {
  const files = report.files.map(({ rejectedLines: _, ...figures }) => figures);
  return JSON.stringify({ files, total: report.total, verify, drawers, isComplete: report.isComplete });
}

/** Writes what was not played, row for row with its reason. Answers with the path, or `null` when there is nothing. */
export async function writeRejected(directory: string, file: InvoiceFile, report: FileReport): Promise<string | null> {
  const path = join(directory, `rejected-${file.name.replace(/\.gz$/, '').replace(/\.csv$/, '')}.csv`);
  if (report.rejectedLines.length === 0) {
    await rm(path, { force: true });
    return null;
  }
  await mkdir(directory, { recursive: true });
  const rows = report.rejectedLines.map(({ rowNumber, reason, amountMinor, cells }) => [
    rowNumber,
    reason,
    shiftDecimal(amountMinor, 2),
    ...cells,
  ]);
  const header = ['Row', 'Reason', 'Amount', ...file.header];
  // Cells come from a stranger's file: none may start a formula where this one is opened.
  await writeFile(path, stringify([header, ...rows], { escape_formulas: true }));
  return path;
}
