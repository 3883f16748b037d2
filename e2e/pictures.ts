import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';

export const SIZES = {
  desktop: { width: 1366, height: 768 },
  tablet: { width: 768, height: 1024 },
  phone: { width: 360, height: 740 },
} as const;
const THEMES = ['light', 'dark'] as const;

/** Takes pictures of the page as it is now. */
export interface Camera {
  everySize(page: Page, name: string): Promise<void>;
  everyTheme(page: Page, name: string): Promise<void>;
}

/** A camera whose pictures go to the folder as `<name>-<size>-<theme>.png`. */
export function cameraInto(folder: string): Camera {
  const everyTheme = async (page: Page, name: string) => {
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme });
      await page.waitForFunction((theme) => document.documentElement.dataset['theme'] === theme, colorScheme);
      await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
      // A palette of its own for each picture: a screen has few colours, and a quarter of the bytes.
      await sharp(await page.screenshot())
        .png({ palette: true, quality: 90, effort: 10 })
        .toFile(join(folder, `${name}-${colorScheme}.png`));
    }
    await page.emulateMedia({ colorScheme: 'light' });
  };
  return {
    everyTheme,
    async everySize(page, name) {
      for (const [size, viewport] of Object.entries(SIZES)) {
        await page.setViewportSize(viewport);
        await everyTheme(page, `${name}-${size}`);
      }
      await page.setViewportSize(SIZES.desktop);
    },
  };
}
