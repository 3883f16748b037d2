export { type ApprovalNeed, ApprovalPanel } from './approval-panel.tsx';
export { type Asking, useApproved, useReach } from './use-approved.ts';
export { askedText } from './words.ts';
