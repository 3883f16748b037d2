import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppFixture, createAppFixture, type TestShop } from '../app-fixture.ts';
import { fuzzOperation, openFuzzShop, operations } from './fuzz.ts';

/** A sample of the full run (`npm run proof -- --only api-fuzz`), which sets both. */
const INPUTS = Number(process.env['FUZZ_INPUTS'] ?? 20);
const SEED = Number(process.env['FUZZ_SEED'] ?? 7000);
/** Passwords are hashed slowly on purpose: some inputs take a tenth of a second. */
const TIMEOUT_MS = 60_000 + INPUTS * 2_000;

let fixture: AppFixture;
let shop: TestShop;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await openFuzzShop(fixture);
});
afterAll(() => fixture.close());

it.each(operations().map((route, index) => [route.operation, route, index] as const))(
  '%s answers whatever comes, and never with a 5xx',
  async (_name, route, index) => {
    const { sent, failures } = await fuzzOperation(fixture, shop, route, { inputs: INPUTS, seed: SEED + index });
    expect(failures).toEqual([]);
    expect(sent).toBe(INPUTS);
  },
  TIMEOUT_MS,
);
