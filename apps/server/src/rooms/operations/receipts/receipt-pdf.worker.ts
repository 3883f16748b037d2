import { parentPort, workerData } from 'node:worker_threads';
import type { Paper } from '@mosaajii/domain/paper';
import { renderPdf } from './pdf-document.ts';

/** Lays one paper out away from the thread that answers tills; ends with it. */
const pdf = await renderPdf(workerData as Paper);
parentPort?.postMessage(pdf);
