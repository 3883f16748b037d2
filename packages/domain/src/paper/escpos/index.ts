export { CODE_PAGES, type CodePage, encodeText } from './code-pages.ts';
export { dither, isBlack, threshold } from './dither.ts';
export { type DrawLine, drawerKick, encodeEscPos, type PrinterProfile, type TextLine } from './encode.ts';
