import type { team as english } from '../en/team.ts';
import type { Translation } from '../message.ts';
import { people } from './team-people.ts';
import { teamRoles } from './team-roles.ts';

/** Words of the room `team`: each of its parts brings its own. */
export const team: Translation<typeof english> = { ...people, ...teamRoles };
