import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession } from 'playwright-core';
import { type ServerProcess, startServerProcess } from '../apps/server/src/cli/replay/server-process.ts';
import { freePort, prepareDataDirectory } from '../apps/server/src/platform/embedded-postgres/index.ts';
import { weigh } from '../apps/web/scripts/budget.mjs';
import { openProfile, profileProcess } from '../e2e/stack/browser.ts';
import { type BrowserBenchOptions, openShop } from './browser-shop.ts';
import { benchColdStarts, queueSales } from './cold-bench.ts';
import { type BenchGood, benchGoods } from './goods.ts';
import { noteEvents } from './painted.ts';
import { type Result, result } from './result.ts';
import { loopMs } from './rounds.ts';
import { benchPayments, benchSelling, type Selling, sellEverything } from './selling-bench.ts';
import { benchOffice, benchShift } from './shift-bench.ts';

/** What a cashier feels, in Chromium on the built program, with a large catalogue. */
export async function benchBrowser(options: BrowserBenchOptions): Promise<Result[]> {
  const { path } = prepareDataDirectory(mkdtempSync(join(tmpdir(), 'mosaajii-bench-browser-')), true);
  const profile = mkdtempSync(join(tmpdir(), 'mosaajii-bench-profile-'));
  const server = await startServerProcess({ dataDirectory: path, port: await freePort() });
  try {
    const goods = benchGoods(options.products);
    const { results, queued } = await benchWarm(options, server, profile, goods);
    options.tell('Cold starts without the server …');
    return [...results, ...(await benchColdStarts(server.origin, profile, goods, queued)), ...weights()];
  } finally {
    await server.stop();
    rmSync(profile, { recursive: true, force: true });
    rmSync(path, { recursive: true, force: true });
  }
}

interface Warm {
  readonly results: readonly Result[];
  /** Sales that wait for the server on the device. */
  readonly queued: number;
}

/** Everything on one page that stays open; in the end the server is gone and the browser is killed with its sales. */
async function benchWarm(
  options: BrowserBenchOptions,
  server: ServerProcess,
  profile: string,
  goods: readonly BenchGood[],
): Promise<Warm> {
  const context = await openProfile(profile);
  try {
    await noteEvents(context);
    const till = await openShop(options, server, context, goods);
    const { page } = till;
    const session = await context.newCDPSession(page);
    const selling: Selling = { till, goods, samples: options.samples, rounds: options.rounds, session };
    const results = [result('calibration.loop', await loopMs(page), 'ms', null)];
    options.tell('A walk through the office …');
    results.push(...(await benchOffice(page, server.origin, OFFICE_WORDS)));
    await till.open();
    options.tell('Scans and searches …');
    results.push(...(await benchSelling(selling)));
    options.tell('Payments: with the server, with a slow one, and without …');
    results.push(await benchPayments(selling, 'online'));
    await slowDown(session, 10_000);
    results.push(await benchPayments(selling, 'with-10-s-latency'));
    await slowDown(session, 0);
    options.tell('A shift of sixty sales …');
    results.push(...(await benchShift(selling)));
    await server.kill();
    results.push(await benchPayments(selling, 'offline'));
    options.tell('Sales that wait for the server …');
    await sellEverything(till);
    const queued = await queueSales(till, goods);
    // Not closed but killed: what the till has shown as sold is what the cold starts find.
    process.kill(-(await profileProcess(profile)), 'SIGKILL');
    return { results, queued };
  } finally {
    await context.close();
  }
}

const OFFICE_WORDS = ['Baobab', 'Honey', 'smoked', 'Juniper', 'Cheese'];

async function slowDown(session: CDPSession, latency: number): Promise<void> {
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
}

/** U11: what each route loads, against its bytes. */
function weights(): Result[] {
  return weigh()
    .filter(({ id }) => id.endsWith('-js'))
    .map(({ id, kb, budgetKb }) => result(`U11 ${id}`, kb, 'kB gzip', { most: budgetKb }));
}
