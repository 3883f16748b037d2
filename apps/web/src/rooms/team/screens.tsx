export { team as words } from '../../platform/i18n/en/team.ts';
export { JoinScreen } from './join/join-screen.tsx';
export { PersonDrawer } from './people/person-drawer.tsx';
export { TeamScreen } from './people/team-screen.tsx';
export { RolesScreen } from './roles/roles-screen.tsx';
