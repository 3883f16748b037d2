export { chooseHidScanner, hidOfBrowser } from './hid-scanner.ts';
export { type KeptScanners, keepScanners, keptScanners, SCANNER_BAUD_RATES } from './kept-scanners.ts';
export type { ScannerStanding } from './serial-scanner.ts';
export { scannerStandings, scannersChanged, startScanners } from './start-scanners.ts';
