/** The walls of docs/architecture.md, held by a tool. `tools/boundaries.mjs` runs it and counts what it looked at. */

/** What each room of the server may import, besides the platform (the table of docs/architecture.md). */
const ROOMS = {
  identity: [],
  audit: ['identity'],
  ledger: [],
  catalog: ['identity', 'audit'],
  // A customer's balances are purses, which payments keep.
  customers: ['identity', 'audit', 'payments'],
  stock: ['catalog', 'identity'],
  till: ['identity', 'audit'],
  payments: ['till'],
  sales: ['catalog', 'customers', 'stock', 'till', 'payments'],
  approvals: ['identity', 'sales'],
  purchasing: ['catalog', 'stock', 'identity'],
  invoicing: ['sales', 'services', 'customers', 'payments'],
  expenses: ['payments', 'audit'],
  services: ['catalog', 'customers', 'stock'],
  reports: [],
  notifications: ['identity'],
  operations: ['[a-z-]+'],
};
/** Every room that records money posts to the ledger, and every change may be audited, through their doors. */
const OPEN_TO_ALL = ['ledger', 'audit'];

const roomRules = Object.entries(ROOMS).map(([room, allowed]) => ({
  name: `room-${room}`,
  comment: `The room ${room} may import only the rooms that the table of docs/architecture.md gives it.`,
  severity: 'error',
  from: { path: `^apps/server/src/rooms/${room}/` },
  to: {
    path: '^apps/server/src/rooms/',
    pathNot: `^apps/server/src/rooms/(${[room, ...OPEN_TO_ALL, ...allowed].join('|')})/`,
  },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A cycle has no beginning to read from.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'domain-is-pure',
      comment: 'The domain imports nothing but itself (its command lines and tests aside).',
      severity: 'error',
      from: { path: '^packages/domain/src/', pathNot: '\\.test\\.ts$|/cli/|/fixtures/' },
      to: { pathNot: '^packages/domain/src/' },
    },
    {
      name: 'contract-below-apps',
      comment: 'The contract knows the domain and zod, no app.',
      severity: 'error',
      from: { path: '^packages/contract/src/' },
      to: { path: '^(apps|e2e|bench|tools)/' },
    },
    {
      name: 'web-takes-types-of-the-contract',
      comment:
        'The schemas bring zod along, whose compiler the browser’s rules forbid: a screen takes types and words (`*-words.ts`).',
      severity: 'error',
      from: { path: '^apps/web/src/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^packages/contract/src/', pathNot: '-words\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'server-and-web-apart',
      comment: 'Server and web meet on the wire only.',
      severity: 'error',
      from: { path: '^apps/server/' },
      to: { path: '^apps/web/' },
    },
    {
      name: 'web-and-server-apart',
      comment: 'Server and web meet on the wire only.',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^apps/server/' },
    },
    {
      name: 'packages-below-apps',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(apps|e2e|bench|tools)/' },
    },
    {
      name: 'testkit-only-in-tests',
      comment: 'What runs in a shop never imports the test kit.',
      severity: 'error',
      from: {
        path: '^(packages/(domain|contract)|apps)/',
        pathNot: '\\.(test|spec)\\.tsx?$|/testing/|/fixtures/|-fixture\\.ts$|/test-[a-z-]+\\.ts$',
      },
      to: { path: '^packages/testkit/' },
    },
    {
      name: 'platform-below-rooms',
      comment: 'main -> app -> rooms -> platform, and never back.',
      severity: 'error',
      from: { path: '^apps/(server|web)/src/platform/', pathNot: '\\.(test|spec)\\.tsx?$' },
      to: { path: '^apps/(server|web)/src/(rooms/|app\\.|main\\.|routes\\.|cli/)' },
    },
    {
      name: 'rooms-below-app',
      severity: 'error',
      from: { path: '^apps/(server|web)/src/rooms/', pathNot: '\\.(test|spec)\\.tsx?$' },
      to: { path: '^apps/(server|web)/src/(app\\.|main\\.|cli/|config\\.|installation\\.)' },
    },
    {
      name: 'one-door',
      comment: 'A room of the server is entered through its index.ts.',
      severity: 'error',
      from: { path: '^apps/server/src/rooms/([^/]+)/', pathNot: '\\.(test|spec)\\.ts$' },
      to: {
        path: '^apps/server/src/rooms/',
        pathNot: '^apps/server/src/rooms/$1/|^apps/server/src/rooms/[^/]+/index\\.ts$',
      },
    },
    {
      name: 'one-door-from-above',
      comment: 'app, main and the commands enter a room through its index.ts as well.',
      severity: 'error',
      from: { path: '^apps/server/src/(app|main|cli/)', pathNot: '\\.(test|spec)\\.ts$' },
      to: { path: '^apps/server/src/rooms/', pathNot: '/index\\.ts$' },
    },
    ...roomRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
