/**
 * Which program this is, counted up by hand with each change that tills of before must not be without: a wrong price or tax that was
 * mended. Whoever runs a server may then ask for it (`OLDEST_TILL`). It says nothing about which facts are accepted: all are.
 */
export const PROGRAM = 1;

/** The header of each answer in which a server says the oldest program with which the next sale may begin. */
export const OLDEST_PROGRAM_HEADER = 'oldest-program';
