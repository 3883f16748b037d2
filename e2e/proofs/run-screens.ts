import { everyScreen, furnish, LANGUAGES, lookAt } from '../pages/every-screen.ts';
import { argument } from '../proof-arguments.ts';
import { openShop } from '../stack/shop.ts';

/** `tsx e2e/proofs/run-screens.ts --from 0 --count 40`: each screen in each language, numbered language by language. */
const from = argument('--from', 0);
const count = argument('--count', 8);
const { shop, close } = await openShop({ database: 'embedded' });
let [passed, failed] = [0, 0];
try {
  const screens = everyScreen(await furnish(shop));
  const all = LANGUAGES.flatMap((language) => screens.map((screen) => ({ screen, language })));
  for (const { screen, language } of all.slice(from, from + count)) {
    const faults = await lookAt(shop, screen, language);
    for (const fault of faults) process.stdout.write(`${fault}\n`);
    if (faults.length === 0) passed += 1;
    else failed += 1;
  }
  process.stdout.write(`${JSON.stringify({ passed, failed })}\n`);
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  await close();
}
