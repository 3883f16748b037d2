export type { IndexKind } from './blind-index.ts';
export { PersonalDataError } from './errors.ts';
export { createPersonal, type Field, type Personal, type SealedItem } from './personal.ts';
export { type Rotation, type RotationOptions, rotateRootKey } from './rotate-root-key.ts';
