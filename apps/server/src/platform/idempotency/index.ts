export {
  type Claim,
  carryOut,
  claimRequest,
  forgetRequests,
  hashOfRequest,
  type KeyedRequest,
  keepAnswer,
  letGo,
} from './claims.ts';
