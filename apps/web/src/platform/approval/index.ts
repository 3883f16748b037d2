export { type ApprovalNeed, ApprovalPanel } from './approval-panel.tsx';
export { type Asking, useApproved } from './use-approved.ts';
export { askedText } from './words.ts';
