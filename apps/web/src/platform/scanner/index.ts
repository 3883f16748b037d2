export { areSoundsOn, type SignalTone, setSounds, signal } from './feedback.ts';
export type { Scan, ScanSource } from './listen.ts';
export { type ScanHandler, useScans } from './router.ts';
