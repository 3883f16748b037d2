export { shift as words } from '../../platform/i18n/en/shift.ts';
export { ShiftScreen } from './shift-screen.tsx';
