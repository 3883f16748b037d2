import { people } from './team-people.ts';

/** Words of the room `team`. */
export const team = { ...people };
