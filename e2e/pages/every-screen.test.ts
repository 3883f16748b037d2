import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { everyGuestScreen, everyScreen, LANGUAGES } from './every-screen.ts';

it('the proof of the screens looks at all of them in every language', () => {
  const shown = { customerId: 'c', saleId: 's', shiftId: 'h', productId: 'p', userId: 'u', orderId: 'o' };
  const screens = [...everyScreen(shown), ...everyGuestScreen()];
  expect(screens.filter(({ path }) => path.includes(':'))).toEqual([]);
  // `tools/tidy.test.ts` holds the page to what `npm run proof` runs: a screen that is added raises both.
  const page = readFileSync(join(import.meta.dirname, '../../docs/proofs.md'), 'utf8');
  const [row] = page.match(/^\| `screens` \|.*$/m) ?? [];
  expect(row).toContain(`| ${LANGUAGES.length * screens.length} |`);
});
