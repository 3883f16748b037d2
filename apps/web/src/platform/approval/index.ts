export { type ApprovalNeed, ApprovalPanel } from './approval-panel.tsx';
export { type Asking, useApproved } from './use-approved.ts';
export { stepText } from './words.ts';
