export { keptScanners } from './devices/kept-scanners.ts';
export { areSoundsOn, type SignalTone, setSounds, setSoundVolume, signal, soundVolume } from './feedback.ts';
export type { Scan, ScanSource } from './listen.ts';
export { routeScan, type ScanHandler, useScans, useScansRefused } from './router.ts';
