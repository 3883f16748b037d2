export {
  applyPoints,
  openPointsAccount,
  type PointsAccount,
  type PointsChange,
  type PointsEvent,
  type RefundShare,
} from './account.ts';
export {
  type EarnBasis,
  type EarnRule,
  earnedPoints,
  type PointsRefusal,
  pointsAgainst,
  reversedPoints,
  spendPoints,
  type Tier,
  tierOf,
} from './points.ts';
export {
  type EarningLine,
  type EarningSale,
  earningLines,
  type LoyaltyRule,
  POINT_ROUNDINGS,
  type PointRounding,
  type PointsReturn,
  pointsEarned,
  pointsFor,
  pointsGivenBack,
  pointsTakenBack,
  type SaleLoyalty,
  worthOfPoints,
} from './program.ts';
