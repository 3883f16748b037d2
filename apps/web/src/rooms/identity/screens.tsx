export { identity as words } from '../../platform/i18n/en/identity.ts';
export { NotMeScreen } from './not-me-screen.tsx';
export { SettingsScreen } from './settings/settings-screen.tsx';
export { WelcomeScreen } from './welcome/welcome-screen.tsx';
