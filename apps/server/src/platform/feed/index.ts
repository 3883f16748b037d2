export { type AuditRow, type ChangeRow, changeSteps, FEED_POSITION } from './change-rows.ts';
export { differing } from './differing.ts';
export type { AuditInput, ChangeInput, ChangeKind, Feed, Poke } from './model.ts';
export { readChanges, type SealedChange } from './read-changes.ts';
export { type FeedPositions, readPositions } from './read-positions.ts';
export { recordChange } from './record-change.ts';
export { sealOrganization } from './seal.ts';
export { type RunningFeed, startFeed } from './start-feed.ts';
export { type AnchorReading, type AuditFinding, type AuditVerification, verifyAudit } from './verify-audit.ts';
