export { notifications as words } from '../../platform/i18n/en/notifications.ts';
export { MessagesScreen } from './messages-screen.tsx';
export { UnsubscribeScreen } from './unsubscribe-screen.tsx';
