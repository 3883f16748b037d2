export { type ApprovalNeed, ApprovalPanel } from './approval-panel.tsx';
