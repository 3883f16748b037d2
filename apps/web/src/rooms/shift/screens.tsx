export { shift as words } from '../../platform/i18n/en/shift.ts';
export { ShiftPage } from './office/shift-page.tsx';
export { ShiftsScreen } from './office/shifts-screen.tsx';
export { ShiftScreen } from './shift-screen.tsx';
