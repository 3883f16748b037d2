export { ConfirmGate } from './confirm-gate.tsx';
