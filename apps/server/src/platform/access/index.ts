export type {
  Actor,
  ActorOf,
  Anyone,
  RecognisedUser,
  Recognition,
  RegisterActor,
  RegisterClaim,
  TokenUse,
  UserActor,
} from './actor.ts';
export { mayIn } from './actor.ts';
export { hashOfSecret, parseRegisterCredential } from './credentials.ts';
export { type OperationId, POLICY, type Policy, type Principal } from './policy.ts';
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
export { createVerifier, type VerifySignature } from './signature.ts';
