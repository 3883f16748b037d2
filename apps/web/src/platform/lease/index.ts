export { checkPin, forgive, type PinVerdict } from './check-pin.ts';
export { isLapsed, type KeptLease, keepLease, openLease, readLease, standing, trustedNow } from './kept-lease.ts';
export { refreshLease } from './refresh-lease.ts';
