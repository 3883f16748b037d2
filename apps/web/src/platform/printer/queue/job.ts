import type { Paper } from '@mosaajii/domain/paper';

/** A paper that is to come out of this device's printer. Kept on the device until it has. */
export interface PrintJob {
  readonly jobId: string;
  readonly createdAt: string;
  readonly paper: Paper;
  readonly paperWidthMm: 58 | 80;
  /** The sale whose receipt it is: it can be mailed instead. */
  readonly saleId?: string;
  /** `printing` is written before the first byte goes: a job that is found so was interrupted. */
  readonly state: 'waiting' | 'printing' | 'failed';
  readonly attempts: number;
  /** What stood in the way the last time. */
  readonly failure: string;
  /** A part of it may be on paper already: it is printed again whole, and says so. */
  readonly isCutShort: boolean;
}

/** Where jobs are kept. */
export interface JobShelf {
  list(): Promise<readonly PrintJob[]>;
  put(job: PrintJob): Promise<void>;
  remove(jobId: string): Promise<void>;
}
