/** The shifts of all registers, for the office: the drawer of this one is not needed for them. */
export { shift as words } from '../../platform/i18n/en/shift.ts';
export { ShiftPage } from './office/shift-page.tsx';
export { ShiftsScreen } from './office/shifts-screen.tsx';
