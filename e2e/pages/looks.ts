import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { cameraInto, SIZES } from '../pictures.ts';
import { findFaults, findSidewaysScroll } from './inspect.ts';

/** Pictures for whoever looks at them, where `E2E_PICTURES` names a folder; nothing otherwise. The page stays as wide as it was. */
export async function picturesOf(page: Page, name: string): Promise<void> {
  const folder = process.env['E2E_PICTURES'];
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  const before = page.viewportSize();
  await cameraInto(folder).everySize(page, name);
  if (before !== null) await page.setViewportSize(before);
}

/**
 * Looks at the screen as it is now: in light and dark and at 320 pixels, and whether it scrolls sideways on a phone, a tablet
 * or a desk. Takes pictures where somebody wants them. Returns a sentence for each thing that is wrong.
 */
export async function lookAtEverySize(page: Page, screen: string): Promise<string[]> {
  const faults = await findFaults(page, screen);
  for (const size of Object.values(SIZES)) faults.push(...(await findSidewaysScroll(page, screen, size)));
  await picturesOf(page, screen);
  return faults;
}
