export { previewBlindReturn } from './blind-return.ts';
export type { CommittedPayment, CustomerDraft, PaymentDraft, WrittenDown } from './customer.ts';
export type { CommittedDeposit, DepositBackDraft, DepositDraft } from './deposit.ts';
export { createJournal, type Journal, loadDeciders } from './engine.ts';
export { localLock, webLock } from './lock.ts';
export { emptyDisk, type FaultInjector, type FaultPoint, type MemoryDisk, memoryStore } from './memory-store.ts';
export type * from './model.ts';
export type * from './ports.ts';
export type { JournalRefusal } from './refusal.ts';
export { previewReturn, type Returnable } from './return.ts';
export { openServerClock, type ServerClock } from './server-clock.ts';
export { expectedCashMinor } from './shift-figures.ts';
export {
  type AnsweredOperation,
  type CommitOutcome,
  type JournalStore,
  type JournalWrite,
  StorageFailure,
  type StorageFailureCode,
  type StoredCart,
} from './store.ts';
export { createRegisterKey, type RegisterPublicKey, webCrypto } from './web-crypto.ts';
