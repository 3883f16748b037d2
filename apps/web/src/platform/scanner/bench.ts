/** What the hardware bench needs beyond scanning itself: it is not part of the till. */
export {
  chooseHidScanner,
  hidOfBrowser,
  type KeptScanners,
  keepScanners,
  keptScanners,
  SCANNER_BAUD_RATES,
  type ScannerStanding,
  scannerStandings,
  scannersChanged,
} from './devices/index.ts';
export { learnLimits, rhythmOf, type ScannerRhythm, scansOf } from './learn.ts';
export { DEFAULT_LIMITS, keepLimits, keptLimits, type WedgeLimits } from './limits.ts';
export { watchWedge } from './listen.ts';
export { replayTrace } from './replay.ts';
export { listenAnew, listenToDevices } from './router.ts';
export type { WedgeEvent } from './wedge.ts';
