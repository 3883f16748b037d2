export { notifications as words } from '../../platform/i18n/en/notifications.ts';
export { NoticeBell } from './bell.tsx';
export { NoticesDrawer } from './notices-drawer.tsx';
export { useUnread } from './use-notices.ts';
