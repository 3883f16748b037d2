import { parentPort, workerData } from 'node:worker_threads';
import type { Paper } from '@mosaajii/domain/paper';
import { type PdfSize, renderPdf } from './pdf-document.ts';

/** Lays one paper out away from the thread that answers tills; ends with it. */
const { paper, size } = workerData as { readonly paper: Paper; readonly size: PdfSize };
const pdf = await renderPdf(paper, size);
parentPort?.postMessage(pdf);
