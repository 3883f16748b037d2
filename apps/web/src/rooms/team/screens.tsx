export { team as words } from '../../platform/i18n/en/team.ts';
export { RolesScreen } from './roles/roles-screen.tsx';
