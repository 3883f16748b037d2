import { everyGuestScreen, everyScreen, furnish, LANGUAGES, lookAt } from '../pages/every-screen.ts';
import { argument } from '../proof-arguments.ts';
import { newContext } from '../stack/browser.ts';
import { openShop } from '../stack/shop.ts';

/** `tsx e2e/proofs/run-screens.ts --from 0 --count 40`: each screen in each language, numbered language by language. */
const from = argument('--from', 0);
const count = argument('--count', 8);
const { shop, close } = await openShop({ database: 'embedded' });
let [passed, failed] = [0, 0];
try {
  const stranger = { page: await (await newContext(shop.browser)).newPage(), stack: shop.stack };
  const screens = [
    ...everyScreen(await furnish(shop)).map((screen) => ({ screen, who: shop })),
    ...everyGuestScreen().map((screen) => ({ screen, who: stranger })),
  ];
  const all = LANGUAGES.flatMap((language) => screens.map((one) => ({ ...one, language })));
  for (const { screen, who, language } of all.slice(from, from + count)) {
    const faults = await lookAt(who, screen, language);
    for (const fault of faults) process.stdout.write(`${fault}\n`);
    if (faults.length === 0) passed += 1;
    else failed += 1;
  }
  process.stdout.write(`${JSON.stringify({ passed, failed })}\n`);
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  await close();
}
