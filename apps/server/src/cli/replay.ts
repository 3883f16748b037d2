import { rm } from 'node:fs/promises';
import { runCommand } from '../console.ts';
import {
  type HttpShop,
  httpShop,
  type InvoiceFile,
  InvoiceFileError,
  type Progress,
  type ReplayReport,
  readInvoiceFile,
  replay,
  ShopRefusal,
  signIn,
} from '../rooms/operations/replay/index.ts';
import { type ReplayArguments, readArguments, UsageError } from './replay/arguments.ts';
import { type ComparedDrawers, summaryOf, writeRejected } from './replay/report.ts';
import { openScratchShop } from './replay/scratch-shop.ts';
import { ServerEnded } from './replay/server-process.ts';

await runCommand(async () => {
  try {
    await run(readArguments(process.argv.slice(2), process.env));
  } catch (error) {
    const isForPeople = [UsageError, InvoiceFileError, ShopRefusal, ServerEnded].some((kind) => error instanceof kind);
    if (!isForPeople || !(error instanceof Error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
});

/** Progress goes to stderr, so that the last line of stdout is the result and nothing else. */
function tell(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

async function run(args: ReplayArguments): Promise<void> {
  const files: InvoiceFile[] = [];
  for (const path of args.files) files.push(await readInvoiceFile(path));
  if (args.isFresh) await rm(args.stateDirectory, { recursive: true, force: true });
  if (args.shop !== null) {
    await playInto(args, files, args.shop.url, args.shop.email, args.shop.password);
    return;
  }
  const scratch = await openScratchShop(args.stateDirectory);
  tell(`A shop of its own runs at ${scratch.origin} on ${args.stateDirectory}.`);
  try {
    await playInto(args, files, scratch.origin, scratch.email, scratch.password);
  } finally {
    await scratch.server.stop();
  }
}

async function playInto(
  args: ReplayArguments,
  files: readonly InvoiceFile[],
  origin: string,
  email: string,
  password: string,
): Promise<void> {
  const office = await signIn(origin, email, password);
  const shop = httpShop(office);
  const started = performance.now();
  const report = await replay({
    shop,
    files,
    stateDirectory: args.stateDirectory,
    lanes: args.lanes,
    onProgress: progressTeller(),
    isStopping: stopRequest(),
  });
  await tellRejected(args, files, report);
  if (!report.isComplete) {
    tell('Stopped. The same command goes on from here.');
    process.exitCode = 130;
    process.stdout.write(`${summaryOf(report, null, null)}\n`);
    return;
  }
  tell(`Played in ${((performance.now() - started) / 1000).toFixed(1)} s. Verifying the books …`);
  const verify = await countDiscrepancies(shop);
  const drawers = await compareDrawers(shop, report);
  if (verify !== 0 || drawers.differing > 0) process.exitCode = 1;
  process.stdout.write(`${summaryOf(report, verify, drawers)}\n`);
}

/** Whether the Z report of each day says of its drawer what the documents alone say. Tells each that does not. */
async function compareDrawers(shop: HttpShop, { shifts }: ReplayReport): Promise<ComparedDrawers> {
  const reported = await shop.expectedByZ();
  const differing = shifts.filter(({ shiftId, expectedMinor }) => reported.get(shiftId) !== expectedMinor);
  for (const { shiftId, expectedMinor } of differing) {
    tell(`  the Z report of ${shiftId} expects ${reported.get(shiftId)}, its documents ${expectedMinor}`);
  }
  const expectedMinor = shifts.reduce((total, shift) => total + shift.expectedMinor, 0);
  return { reports: shifts.length, differing: differing.length, expectedMinor };
}

/** Tells each discrepancy. `null` when the books could not be verified: what was played is reported all the same. */
async function countDiscrepancies(shop: HttpShop): Promise<number | null> {
  try {
    const discrepancies = await shop.verify();
    for (const discrepancy of discrepancies) tell(`  ${discrepancy}`);
    return discrepancies.length;
  } catch (error) {
    if (!(error instanceof ShopRefusal)) throw error;
    tell(`The books could not be verified: ${error.message}`);
    return null;
  }
}

async function tellRejected(args: ReplayArguments, files: readonly InvoiceFile[], report: ReplayReport): Promise<void> {
  for (const [index, file] of files.entries()) {
    const fileReport = report.files[index];
    const path = fileReport === undefined ? null : await writeRejected(args.stateDirectory, file, fileReport);
    if (path !== null) tell(`${file.name}: ${fileReport?.rejectedLines.length ?? 0} lines were rejected, see ${path}`);
  }
}

/** One line a second is enough. */
function progressTeller(): (progress: Progress) => void {
  let last = 0;
  return ({ file, documents, total }) => {
    const now = performance.now();
    if (documents < total && now - last < 1000) return;
    last = now;
    tell(`${file}: ${documents} of ${total} documents`);
  };
}

/** The first Ctrl+C ends after the day at hand, the second one at once; both can be resumed. */
function stopRequest(): () => boolean {
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(130);
      isStopping = true;
      tell('Stopping after the day at hand …');
    });
  }
  return () => isStopping;
}
