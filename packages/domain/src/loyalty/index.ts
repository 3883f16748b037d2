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
