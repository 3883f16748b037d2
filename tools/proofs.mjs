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
export const PROOFS = [
  {
    id: 'sync-simulation',
    promise: 'Devices, losses, repeats, reordering, crashes, clock jumps and restored servers lose and double nothing.',
    count: 10_000,
    piece: 500,
    command: ['node', '--import', 'tsx', 'e2e/sim/proof.ts'],
  },
  {
    id: 'till-commands',
    promise:
      'Drawer, ledger, stock, gift cards, points, credit and accounts agree with pencil and paper after each of 100 random commands.',
    count: 1000,
    piece: 50,
    command: ['node', '--import', 'tsx', 'e2e/commands/prove.ts'],
  },
  {
    id: 'exactly-once',
    promise: 'Offline sales of five registers arrive exactly once through a line that loses, doubles and cuts.',
    count: 10_000,
    piece: 2_000,
    command: ['node', '--import', 'tsx', 'e2e/proofs/run.ts', 'exactly-once'],
  },
  {
    id: 'server-kills',
    promise: 'kill -9 of the server during checkout loses and doubles nothing.',
    count: 200,
    piece: 20,
    command: ['node', '--import', 'tsx', 'e2e/proofs/run.ts', 'server-kills'],
  },
  {
    id: 'postgres-kills',
    promise: 'kill -9 of PostgreSQL during checkout loses and doubles nothing.',
    count: 50,
    piece: 10,
    command: ['node', '--import', 'tsx', 'e2e/proofs/run.ts', 'postgres-kills'],
  },
  {
    id: 'browser-kills',
    promise: 'kill -9 of the browser after it has said "saved" loses no sale and leaves none in part.',
    count: 50,
    piece: 10,
    command: ['node', '--import', 'tsx', 'e2e/proofs/run.ts', 'browser-kills'],
  },
  {
    id: 'sockets',
    promise:
      'What is ended on one of two servers (sessions, registers, people, families of stolen tokens) closes its sockets on both within a second.',
    count: 200,
    piece: 100,
    command: ['node', '--import', 'tsx', 'e2e/proofs/run-sockets.ts'],
  },
  {
    id: 'audit-tampering',
    promise:
      'What the owner of the database changes in the audit trail is found: edits, removals, swaps, cut tails, rewrites.',
    count: 600,
    piece: 600,
    command: ['node', '--import', 'tsx', 'apps/server/scripts/prove-audit.ts'],
  },
  {
    id: 'journal-tampering',
    promise:
      'What is edited, removed, swapped, inserted, truncated or signed anew in the journal of a register is found at its place; a year of 100,000 entries is walked in seconds.',
    count: 600,
    piece: 600,
    command: ['node', '--import', 'tsx', 'apps/server/scripts/prove-journal.ts'],
  },
  {
    id: 'isolation',
    promise: 'Organizations that share two connections, most of them interrupted, see their own rows and no others.',
    count: 10_000,
    piece: 5_000,
    command: ['node', '--import', 'tsx', 'apps/server/scripts/prove-isolation.ts'],
  },
  {
    id: 'key-rotation',
    promise: 'Sealed fields are read and written through a rotation of the root key, and after the old one is gone.',
    count: 100_000,
    piece: 100_000,
    command: ['node', '--import', 'tsx', 'apps/server/scripts/prove-rotation.ts'],
  },
  {
    id: 'api-fuzz',
    promise:
      'No input makes any operation answer a 5xx, crash or show its insides: one input for each operation a round.',
    count: 500,
    piece: 50,
    command: ['node', '--import', 'tsx', 'apps/server/scripts/prove-api.ts'],
  },
  {
    id: 'one-time-codes',
    promise:
      'Of a thousand guesses in four processes, killed on the way, five at most are looked at; a right code opens once.',
    count: 10,
    piece: 5,
    command: ['node', '--import', 'tsx', 'apps/server/scripts/prove-codes.ts'],
  },
  {
    id: 'promotions',
    promise: 'A till and the server come to the same derivation for a random basket with promotions of every kind.',
    count: 10_000,
    piece: 2_500,
    command: ['node', '--import', 'tsx', 'e2e/proofs/run-promotions.ts'],
  },
  {
    id: 'scans',
    promise:
      'Scans at 8 a second of scanners of several kinds arrive once each, wherever the focus is, and no typed word is taken for one.',
    count: 200,
    piece: 200,
    command: ['node', '--import', 'tsx', 'e2e/proofs/run-scans.ts'],
  },
  {
    id: 'screens',
    promise:
      'Every screen in every language has nothing that axe finds, in light and in dark, and scrolls nowhere sideways at 320 pixels or with text at 200 %.',
    count: 252,
    piece: 20,
    command: ['node', '--import', 'tsx', 'e2e/proofs/run-screens.ts'],
  },
  {
    id: 'requests-once',
    promise:
      'Ten equal requests at once with one key leave behind what one leaves behind, for every changing operation.',
    count: 183,
    piece: 40,
    command: ['node', '--import', 'tsx', 'apps/server/scripts/prove-once.ts'],
  },
];
