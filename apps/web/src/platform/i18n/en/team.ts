import { people } from './team-people.ts';

/** Words of the room `team`. */
export const team = { ...people };

import { teamRoles } from './team-roles.ts';

/** Words of the room `team`: each of its parts brings its own. */
export const team = { ...teamRoles } as const;
