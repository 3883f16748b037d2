import './receipt.css';
import { useMemo } from 'react';
import { type Receipt, type ReceiptRow, receiptRows } from './receipt.ts';

/** The papers that there are: two rolls, by their width, and a sheet. */
export type Paper = 58 | 80 | 'a4';

/** A receipt at its real size: the paper that will come out of the printer. */
export function ReceiptPaper({ receipt }: { readonly receipt: Receipt }) {
  const rows = useMemo(() => receiptRows(receipt), [receipt]);
  return <RowsPaper rows={rows} paper={receipt.shop.paperWidthMm} />;
}

/** Any rows on a paper: receipts, and the reports of a shift. */
export function RowsPaper({ rows, paper }: { readonly rows: readonly ReceiptRow[]; readonly paper: Paper }) {
  return (
    <div className="receipt" data-paper={paper} dir="auto">
      {rows.map((row, index) => (
        // Rows of a receipt never move: their place is who they are.
        <Row key={`${index}-${row.kind}`} row={row} />
      ))}
    </div>
  );
}

function Row({ row }: { readonly row: ReceiptRow }) {
  if (row.kind === 'rule') return <hr className="receipt-rule" />;
  if (row.kind === 'gap') return <div className="receipt-gap" />;
  if (row.kind === 'pair') {
    return (
      <div className="receipt-pair" data-weight={row.weight}>
        <span>{row.start}</span>
        <bdi dir="ltr">{row.end}</bdi>
      </div>
    );
  }
  return <div className={`receipt-${row.kind}`}>{row.text}</div>;
}
