import type { ReplayDocument } from './documents.ts';
import type { RejectedLine } from './invoice-file.ts';

export interface Figures {
  documents: number;
  lines: number;
  amountMinor: number;
}

/** What became of a file. Accepted and rejected amounts together are the file's, to the penny. */
export interface Tally {
  readonly sales: Figures;
  readonly returns: Figures;
  readonly writeOffs: Figures;
  readonly rejected: Figures;
}

export function emptyTally(): Tally {
  const none = (): Figures => ({ documents: 0, lines: 0, amountMinor: 0 });
  return { sales: none(), returns: none(), writeOffs: none(), rejected: none() };
}

const COLUMN = { sale: 'sales', return: 'returns', 'write-off': 'writeOffs' } as const;

/** Counts a document that the shop has. */
export function tallyDocument(tally: Tally, document: ReplayDocument): void {
  const figures = tally[COLUMN[document.kind]];
  figures.documents += 1;
  figures.lines += document.lines.length;
  for (const line of document.lines) figures.amountMinor += line.amountMinor;
}

/** Counts lines that the shop does not have; `documents` is the number of invoices they come from. */
export function tallyRejected(tally: Tally, rejected: readonly RejectedLine[]): void {
  tally.rejected.documents += new Set(rejected.map((line) => line.invoice)).size;
  tally.rejected.lines += rejected.length;
  for (const line of rejected) tally.rejected.amountMinor += line.amountMinor;
}
