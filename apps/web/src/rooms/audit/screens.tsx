export { audit as words } from '../../platform/i18n/en/audit.ts';
export { AuditScreen } from './audit-screen.tsx';
