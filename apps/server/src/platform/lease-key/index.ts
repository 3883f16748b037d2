export { type LeaseKey, openLeaseKey, type SignedText } from './lease-key.ts';
