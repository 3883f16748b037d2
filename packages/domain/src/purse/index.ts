export type { CustomerItem } from './customer-item.ts';
export { giftCardCode, giftCardExpiry, giftCardHashInput, giftCardHint, giftCardIdOf } from './gift-card.ts';
export {
  allowanceLeft,
  DRAWN_TENDERS,
  type Draw,
  drawFrom,
  NO_ALLOWANCE,
  type OfflineAllowance,
  PURSE_KINDS,
  type PurseBalance,
  type PurseKind,
  type UnauthorisedDraw,
} from './purse.ts';
export { type AccountMovement, AGE_LIMITS, type Statement, statementOf } from './statement.ts';
