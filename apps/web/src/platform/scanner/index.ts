export { areSoundsOn, type SignalTone, setSounds, signal } from './feedback.ts';
export { type Scan, type ScanSource, unlessScanned } from './listen.ts';
export { routeScan, type ScanHandler, useScans, useScansRefused } from './router.ts';
