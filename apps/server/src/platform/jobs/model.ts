import type { GlobalTx, Tx } from '../database/index.ts';

export interface Enqueue {
  /** At most one waiting job has a key; a second one replaces it. */
  readonly key?: string;
  /** Jobs of one queue run one after the other. */
  readonly queue?: string;
  readonly runAt?: Date;
  readonly maxAttempts?: number;
}

/** Work that may lag. It is enqueued in the transaction of the change that wants it, so that neither is there alone. */
export interface Jobs {
  enqueue(tx: Tx | GlobalTx, task: string, payload: JobPayload, options?: Enqueue): Promise<void>;
  /** Takes back the job that waits under a key, if there is one. */
  cancel(tx: Tx | GlobalTx, key: string): Promise<void>;
}

/** Everything a job is told; `organizationId` says inside which wall it works. */
export interface JobPayload {
  readonly organizationId: string;
  readonly [key: string]: string | number | boolean | null;
}

/** Runs one job to its end or throws, and is then run again later: it must not mind having been run before. */
export type JobHandler<Deps> = (deps: Deps, payload: JobPayload, job: RunningJob) => Promise<void>;
export type JobHandlers<Deps> = Readonly<Record<string, JobHandler<Deps>>>;

export interface RunningJob {
  readonly attempt: number;
  /** Aborted when the server stops: leave at the next safe point and throw, the job is taken up again. */
  readonly signal: AbortSignal;
}

/** Work at fixed times (UTC, five fields). */
export interface Cron {
  readonly task: string;
  readonly schedule: string;
  readonly run: () => Promise<void>;
}
