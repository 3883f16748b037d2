export { type FakeClock, fakeClock } from './clock.ts';
export { type Random, seededRandom } from './random.ts';
