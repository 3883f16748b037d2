export { help as words } from '../../platform/i18n/en/help.ts';
export { HelpScreen } from './help-screen.tsx';
export { topicOfScreen } from './pages.ts';
