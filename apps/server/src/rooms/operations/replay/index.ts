export { type HttpShop, httpShop, keepCookie, type OfficeSession, signIn } from './http-shop.ts';
export { type InvoiceFile, InvoiceFileError, parseInvoiceFile, readInvoiceFile } from './invoice-file.ts';
export type { Lane, ModelShift } from './play-lane.ts';
export { type Prover, registerHeaders } from './prove.ts';
export { findKnownOperations } from './queries.ts';
export { newKeyPair, type OperationDraft, RegisterChain, type RegisterIdentity } from './register-chain.ts';
export {
  type FileReport,
  type PlayOptions,
  type Progress,
  playFiles,
  type ReplayOptions,
  type ReplayReport,
  replay,
} from './replay.ts';
export { replayRoutes } from './routes.ts';
export { type ReplayShop, ShopRefusal, type ShopVariant } from './shop.ts';
export { daysBetween, movedDate } from './wall-clock.ts';
