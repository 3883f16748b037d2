export { type RunningSync, type SyncPorts, startSync } from './create-sync.ts';
export type { Connection } from './exchange.ts';
export { httpTransport } from './http-transport.ts';
export { createPuller, type Puller, type PullPorts } from './pull.ts';
export { createPusher, type DrainOutcome, type Pusher, type PushPorts } from './push.ts';
export type { SyncProblem, SyncStatus } from './status.ts';
export type { Sync } from './sync.ts';
export { broadcastTabs, type Leadership, type TabChannel, type TabMessage, webLeadership } from './tabs.ts';
export type { ChangesReply, Exchange, SyncTransport, TransportFailure } from './transport.ts';
