export type {
  Actor,
  ActorOf,
  Anyone,
  RecognisedUser,
  Recognition,
  RegisterActor,
  RegisterClaim,
  Stores,
  TokenUse,
  UserActor,
} from './actor.ts';
export { storesFor, storesOf } from './actor.ts';
export { hashOfSecret, parseRegisterCredential } from './credentials.ts';
export { type OperationId, POLICY, type Policy, type Principal, type Scope } from './policy.ts';
export {
  checkClaim,
  emptyBodyHash,
  type KeyStanding,
  PROOF_HEADER,
  parseProof,
  proofText,
  type RegisterProof,
  type RegisterRefusal,
} from './proof.ts';
export { createAsideVerifier, createVerifier, type VerifySignature, type VerifySignatureAside } from './signature.ts';
