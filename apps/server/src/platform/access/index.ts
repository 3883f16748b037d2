export type { Actor, ActorOf, Anyone, Recognition, RegisterActor, RegisterClaim, UserActor } from './actor.ts';
export { hashOfSecret, parseRegisterCredential } from './credentials.ts';
export { type OperationId, POLICY, type Policy, type Principal } from './policy.ts';
