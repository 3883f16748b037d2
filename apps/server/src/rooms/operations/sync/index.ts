export { createVerifier, type VerifySignature } from '../../../platform/access/index.ts';
export { type DecisionPorts, decideBatch } from './decide-batch.ts';
export { loadContext } from './load-context.ts';
export type { Arrival, BatchDecision, Flag, HeldReason, SyncContext, Writes } from './model.ts';
export { pushOperations } from './push-operations.ts';
export { readFlagged } from './read-flags.ts';
export { receive } from './receive.ts';
export { syncRoutes } from './routes.ts';
export { writeStatement } from './write-batch.ts';
