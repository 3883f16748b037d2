import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Paper } from '@mosaajii/domain/paper';
import type { PdfSize } from './pdf-document.ts';

const LONGEST_MS = 30_000;
/** Beside the program in a build (see tools/build.mjs); not there when the sources run by themselves, as in tests. */
const WORKER = new URL('./receipt-pdf.worker.mjs', import.meta.url);

/** The PDF of a paper, made on a thread of its own: laying out takes as long as answering hundreds of tills. */
export async function pdfOf(paper: Paper, size: PdfSize = 'a4'): Promise<Buffer> {
  if (!existsSync(fileURLToPath(WORKER))) return (await import('./pdf-document.ts')).renderPdf(paper, size);
  const worker = new Worker(WORKER, { workerData: { paper, size }, resourceLimits: { maxOldGenerationSizeMb: 256 } });
  const timer = setTimeout(() => void worker.terminate(), LONGEST_MS);
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      worker.once('message', (pdf: Uint8Array) => resolve(Buffer.from(pdf)));
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the PDF was not made (${code})`)));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
