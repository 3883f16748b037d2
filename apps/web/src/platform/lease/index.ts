export { checkPin, forgive, type PinVerdict } from './check-pin.ts';
export { findBadge, shownBadge } from './find-badge.ts';
export { type KeptLease, keepLease, openLease, readLease, standing, trustedNow } from './kept-lease.ts';
