export {
  type Claim,
  carryOut,
  claimRequest,
  forgetRequests,
  hashOfRequest,
  type KeyedRequest,
  keepAnswer,
  letGo,
  settleRefusal,
} from './claims.ts';
