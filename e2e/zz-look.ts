import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServerProcess } from '../apps/server/src/cli/replay/server-process.ts';
import { freePort } from '../apps/server/src/platform/embedded-postgres/index.ts';
import { tillPage } from './pages/till.ts';
import { ANSWERS, WELCOME, welcomePage } from './pages/welcome.ts';
import { launchBrowser, newContext } from './stack/browser.ts';
const out = '/tmp/look'; await mkdir(out, { recursive: true });
const dataDirectory = await mkdtemp(join(tmpdir(), 'mosaajii-look-'));
const server = await startServerProcess({ dataDirectory, port: await freePort() });
const browser = await launchBrowser();
const SIZES = { d: { width: 1366, height: 768 }, p: { width: 360, height: 740 } } as const;
try {
  const context = await newContext(browser);
  const page = await context.newPage();
  page.on('console', (m) => { if (m.type() === 'error') console.log('console', page.url(), m.text().slice(0, 300)); });
  page.on('pageerror', (e) => console.log('pageerror', page.url(), e.message.slice(0, 300)));
  const till = tillPage(page, server.origin);
  await page.goto(`${server.origin}/welcome#token=${await server.setupToken()}`);
  const welcome = welcomePage(page, { ...ANSWERS });
  for (const step of WELCOME) { await welcome.at(step); await welcome.answer(step); }
  await till.omnibox.waitFor();
  for (const path of process.argv.slice(2)) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      await page.goto(`${server.origin}${path}`);
      await page.waitForLoadState('networkidle').catch(() => undefined);
      await page.waitForTimeout(700);
      await page.screenshot({ path: `${out}/${path.replaceAll('/', '_')}-${size}.png` });
    }
  }
} finally { await browser.close(); await server.stop(); }
