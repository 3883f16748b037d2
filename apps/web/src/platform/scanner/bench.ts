/** What the hardware bench needs beyond scanning itself: it is not part of the till. */
export { learnLimits, rhythmOf, type ScannerRhythm, scansOf } from './learn.ts';
export { DEFAULT_LIMITS, keepLimits, keptLimits, type WedgeLimits } from './limits.ts';
export { watchWedge } from './listen.ts';
export { replayTrace } from './replay.ts';
export { listenAnew } from './router.ts';
export type { WedgeEvent } from './wedge.ts';
