export { type HttpShop, httpShop, type OfficeSession, signIn } from './http-shop.ts';
export { type InvoiceFile, InvoiceFileError, parseInvoiceFile, readInvoiceFile } from './invoice-file.ts';
export { newKeyPair, type OperationDraft, RegisterChain, type RegisterIdentity } from './register-chain.ts';
export { type FileReport, type Progress, type ReplayOptions, type ReplayReport, replay } from './replay.ts';
export { replayRoutes } from './routes.ts';
export { type ReplayShop, ShopRefusal } from './shop.ts';
