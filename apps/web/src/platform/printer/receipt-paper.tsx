import { type Receipt, receiptPaper } from '@mosaajii/domain/paper';
import { useMemo } from 'react';
import { PaperView } from './paper-view.tsx';

/** A receipt at its real size: the paper that will come out of the printer. */
export function ReceiptPaper({ receipt }: { readonly receipt: Receipt }) {
  const paper = useMemo(() => receiptPaper(receipt), [receipt]);
  return <PaperView paper={paper} size={receipt.shop.paperWidthMm} />;
}
