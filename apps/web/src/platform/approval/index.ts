export { type ApprovalNeed, ApprovalPanel } from './approval-panel.tsx';
export { stepText } from './words.ts';
