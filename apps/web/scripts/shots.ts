// Pictures of the till in every size, theme and state: npx tsx apps/web/scripts/shots.ts [folder] [pattern of names]
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openHarness } from './harness/open.ts';
import { SIZES, STATES } from './harness/states.ts';

const out = resolve(process.argv[2] ?? '.cache/shots');
const wanted = new RegExp(process.argv[3] ?? '');
await mkdir(out, { recursive: true });
const harness = await openHarness();
const problems: string[] = [];

for (const [size, { width, height, ...touch }] of Object.entries(SIZES)) {
  for (const theme of ['light', 'dark'] as const) {
    for (const [state, arrange] of Object.entries(STATES)) {
      const name = `${state}-${size}-${theme}`;
      if (!wanted.test(name)) continue;
      const { page, errors } = await harness.open({ viewport: { width, height }, theme, isTouch: 'isTouch' in touch });
      await arrange(page);
      // Animations end, notices appear: the picture shows what stays.
      await page.waitForTimeout(350);
      const isWide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      if (isWide) errors.push('scrolls sideways');
      problems.push(...errors.map((error) => `${name}: ${error}`));
      await page.screenshot({ path: join(out, `${name}.png`) });
      await page.context().close();
    }
  }
}
await harness.close();
process.stdout.write(
  `${problems.map((problem) => `${problem}\n`).join('')}pictures in ${out}, ${problems.length} problems\n`,
);
process.exitCode = problems.length > 0 ? 1 : 0;
