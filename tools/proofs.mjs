/**
 * The proofs: runs too long for `npm test`, which samples each of them. A proof is a program that takes `--count` and
 * `--seed`, works on pieces numbered from `--from`, and prints one JSON object on its last line with at least
 * `{ "passed": number, "failed": number }`. `npm run proof` runs them piece by piece.
 *
 * @typedef {object} Proof
 * @property {string} id short name, for the command line and the evidence file
 * @property {string} promise what it shows, one sentence
 * @property {number} count the full count
 * @property {number} piece how many are run at a time; progress is kept after each piece
 * @property {readonly string[]} command program and arguments, run at the root; `node` is this Node
 */

/** @type {readonly Proof[]} */
export const PROOFS = [];
