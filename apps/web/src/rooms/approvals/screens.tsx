export { approval as words } from '../../platform/i18n/en/approval.ts';
export { ApprovalsScreen } from './approvals-screen.tsx';
