export { bitmapOf, fromBase64, storedBitmap, toBase64 } from './base64.ts';
export {
  CODE_PAGES,
  type CodePage,
  type DrawLine,
  dither,
  drawerKick,
  encodeEscPos,
  encodeText,
  isBlack,
  type PrinterProfile,
  type TextLine,
  threshold,
} from './escpos/index.ts';
export { LABEL_FORMATS, type LabelFormat, type LabelPlace, labelPlaces, labelsOnPage } from './labels.ts';
export { layOut, lineText, type PaperLine, widthOf, wrap } from './lay-out.ts';
export {
  type Align,
  type Bitmap,
  type Block,
  COLUMNS,
  DOTS,
  directionOf,
  PAPER_LANGUAGES,
  type Paper,
  type PaperLanguage,
  type PaperSize,
  paperLanguageOf,
  paperTexts,
} from './model.ts';
export { type QuoteDocument, quotePaper } from './quote.ts';
export { practicePaper, printedAgain, receiptPaper, tenderName } from './receipt.ts';
export { type Figures, figuresOf, paperLocale } from './receipt-figures.ts';
export type {
  Receipt,
  ReceiptCard,
  ReceiptCustomer,
  ReceiptPoints,
  ReceiptPointsBack,
  ReceiptSellers,
  ReceiptShop,
  ReturnReceipt,
  SaleReceipt,
} from './receipt-model.ts';
export { type ReportGroup, type ReportInput, reportPaper } from './report.ts';
export { partsOfSale, receiptPoints, type SaleParts } from './sale-parts.ts';
export { receiptSellers } from './sellers.ts';
export {
  isPartsOrder,
  LOGO_LIMITS,
  PLAIN_TEMPLATE,
  RECEIPT_PARTS,
  REQUIRED_PARTS,
  type ReceiptPart,
  type ReceiptTemplate,
  type StoredBitmap,
} from './template.ts';
export { fillPlaces, type PaperWords, paperWords } from './words/index.ts';
export { encodeZpl, type LabelContent } from './zpl.ts';
