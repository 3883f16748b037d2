export { areSoundsOn, setSounds, signal, type Tone as SignalTone } from './feedback.ts';
export { listenForScans, type Scan, type ScanSource } from './listen.ts';
export { routeScan, type ScanHandler, useScans } from './router.ts';
export {
  DEFAULT_LIMITS,
  IDLE,
  type WedgeEvent,
  type WedgeLimits,
  type WedgeState,
  type WedgeStep,
  wedgeStep,
} from './wedge.ts';
