export { ShiftScreen } from './shift-screen.tsx';
