import type { Page } from 'playwright-core';

/** The files of the running device and of the till, as `apps/web/vite.config.ts` names them. */
const BEHIND_THE_LOCK = /\/assets\/(shared|till)-/;

/**
 * Keeps back everything that is behind the lock until it is brought, as a network does that is slow. The page's context must
 * have been made with `serviceWorkers: 'block'`: what the worker keeps comes past this.
 */
export async function keepBack(page: Page): Promise<{ readonly asked: () => number; bring(): void }> {
  let asked = 0;
  let bring = () => {};
  const brought = new Promise<void>((resolve) => {
    bring = resolve;
  });
  await page.route(BEHIND_THE_LOCK, async (route) => {
    asked += 1;
    await brought;
    await route.continue();
  });
  return { asked: () => asked, bring };
}
