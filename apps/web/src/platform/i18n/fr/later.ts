/** What the office says. */
export const later = {};
