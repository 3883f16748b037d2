/** What the till says, and what may be asked on every screen. */
export const first = {};
