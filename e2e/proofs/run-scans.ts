import { fuzzScans, typeWords } from '../pages/scan-fuzz.ts';
import { argument } from '../proof-arguments.ts';
import { openShop } from '../stack/shop.ts';

/** `tsx e2e/proofs/run-scans.ts --seed 1 --count 200`: so many scans, and two and a half times as many typed words. */
const count = argument('--count', 40);
const seed = (argument('--seed', 1) * 1_000_003 + argument('--from', 0)) % 0xffff_ffff;
const { shop, close } = await openShop({ database: 'embedded' });
try {
  const scans = await fuzzScans(shop, count, seed);
  const words = await typeWords(shop, Math.round(count * 2.5), seed);
  for (const sentence of [...scans.wrong, ...words.wrong]) process.stdout.write(`${sentence}\n`);
  const isGood = scans.wrong.length + words.wrong.length === 0;
  const result = { passed: isGood ? count : 0, failed: isGood ? 0 : count, words: words.passed };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exitCode = isGood ? 0 : 1;
} finally {
  await close();
}
