import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFilm } from '../pages/fake-camera.ts';
import { launchBrowser } from '../stack/browser.ts';
import { GOODS } from '../stack/catalogue.ts';
import { openShop } from '../stack/shop.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mosaajii-camera-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** A browser whose camera plays a film, and whose person answers the browser's question with yes or no. */
async function cameraBrowser(film: string, isAllowed: boolean) {
  const answer = isAllowed ? ['--use-fake-ui-for-media-stream'] : ['--deny-permission-prompts'];
  return launchBrowser([`--use-file-for-fake-video-capture=${film}`, '--use-fake-device-for-media-stream', ...answer]);
}

describe('the camera', () => {
  it('scans a label once each time it comes into sight, with the decoder that comes along', async () => {
    const film = join(directory, 'milk.y4m');
    await writeFilm(film, GOODS.milk.code);
    const { shop, close } = await openShop({ browser: await cameraBrowser(film, true) });
    try {
      const { till, page } = shop;
      await page.getByRole('button', { name: 'Scan with the camera' }).click();
      await page.getByLabel('Picture of the camera').waitFor();
      await till.line(GOODS.milk.name).waitFor();
      // It is in sight for two seconds of every four.
      await page
        .getByText(/\b3 pieces\b/)
        .first()
        .waitFor();
      expect(await till.lines.count(), 'the label of one product is one line').toBe(1);
      await page.getByRole('button', { name: 'Switch the camera off' }).click();
      await page.getByLabel('Picture of the camera').waitFor({ state: 'hidden' });
    } finally {
      await close();
    }
  });

  it('says what to do when it may not be used', async () => {
    const film = join(directory, 'tea.y4m');
    await writeFilm(film, GOODS.tea.code);
    const { shop, close } = await openShop({ browser: await cameraBrowser(film, false) });
    try {
      const { page } = shop;
      await page.getByRole('button', { name: 'Scan with the camera' }).click();
      await page.getByText('This page may not use the camera').waitFor();
      await page.getByRole('button', { name: 'Switch the camera off' }).click();
      await page.getByText('This page may not use the camera').waitFor({ state: 'hidden' });
    } finally {
      await close();
    }
  });
});
