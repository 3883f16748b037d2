export { hardware as words } from '../../platform/i18n/en/hardware.ts';
export { BarcodesScreen } from './barcodes/barcodes-screen.tsx';
export { HardwareScreen } from './bench/hardware-screen.tsx';
