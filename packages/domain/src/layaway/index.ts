export {
  type CancellationPlan,
  depositLeft,
  isFeeOfRule,
  layawayNumber,
  layawayOwed,
  leastDeposit,
  planCancellation,
  proposedDeposit,
} from './deposits.ts';
export {
  DEPOSIT_TENDERS,
  type DepositPart,
  type DepositReturned,
  type DepositTaken,
  type LayawayItem,
  type LayawayOpened,
  type LayawayRule,
  type LayawayState,
  type PaidDeposit,
  USUAL_LAYAWAY,
} from './model.ts';
