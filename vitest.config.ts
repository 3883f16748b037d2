import { defineConfig } from 'vitest/config';

const ignored = ['**/node_modules/**', '**/dist/**', 'data/**', '.cache/**'];
const rooms = '{packages,apps,tools,bench,e2e}/**';
const database = './tools/test-database.setup.ts';

/** Each kind of test is a project, told apart by the end of its name; docs/architecture.md says what belongs where. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: [`${rooms}/*.test.ts`],
          exclude: [...ignored, '**/*.{db,sim}.test.ts', 'apps/web/**'],
          // A property of many runs is slow on a machine that does other things beside it.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'web',
          environment: 'jsdom',
          setupFiles: ['apps/web/src/platform/testing/words.setup.ts'],
          include: ['apps/web/**/*.test.{ts,tsx}', `${rooms}/*.test.tsx`],
          exclude: [...ignored, '**/*.{db,sim}.test.ts'],
        },
      },
      {
        test: {
          name: 'db',
          environment: 'node',
          include: [`${rooms}/*.db.test.ts`],
          exclude: ignored,
          globalSetup: database,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'sim',
          environment: 'node',
          include: [`${rooms}/*.sim.test.ts`],
          exclude: ignored,
          globalSetup: database,
          testTimeout: 600_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: [`${rooms}/*.spec.ts`],
          exclude: ignored,
          globalSetup: database,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // A page on a busy machine takes its time; what never comes still fails.
          expect: { poll: { timeout: 30_000 } },
        },
      },
    ],
  },
});
