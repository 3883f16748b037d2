export type { AuditInput, ChangeInput, ChangeKind, Feed, Poke } from './model.ts';
export { recordChange } from './record-change.ts';
