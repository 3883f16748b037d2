import { people } from './team-people.ts';
import { teamRoles } from './team-roles.ts';

/** Words of the room `team`: each of its parts brings its own. */
export const team = { ...people, ...teamRoles } as const;
