import {
  Logger,
  parseCronItems,
  type Runner,
  run,
  runMigrations,
  type TaskList,
  type Logger as WorkerLogger,
} from 'graphile-worker';
import pg from 'pg';
import type { GlobalTx } from '../database/index.ts';
import type { Log } from '../log/index.ts';
import type { Cron, JobHandlers, JobPayload, Jobs } from './model.ts';

const SCHEMA = 'graphile_worker';
/** More than one slow mail server can hold up. */
const CONCURRENCY = 4;
const POLL_MS = 1000;
const APPLICATION = 'mosaajii jobs';

export interface RunningJobs extends Jobs {
  /** Lets running jobs reach their next safe point; what is unfinished is taken up at the next start. */
  stop(): Promise<void>;
}

/**
 * Enqueueing alone, for processes that run no jobs. The function of the queue is called inside the caller's transaction,
 * so the job is there exactly when the change is.
 */
export const jobQueue: Jobs = {
  enqueue: async (tx, task, payload, options = {}) => {
    await tx.query(
      `select ${SCHEMA}.add_job($1, $2::json, queue_name => $3, run_at => $4, max_attempts => $5, job_key => $6)`,
      [
        task,
        JSON.stringify(payload),
        options.queue ?? null,
        options.runAt ?? null,
        options.maxAttempts ?? 10,
        options.key ?? null,
      ],
    );
  },
  cancel: async (tx, key) => {
    await tx.query(`select ${SCHEMA}.remove_job($1)`, [key]);
  },
};

/** Lets what waits for its time be done at once. */
export async function hurryJobs(tx: GlobalTx, task: string): Promise<void> {
  await tx.query(
    `select ${SCHEMA}.reschedule_jobs(array(select id from ${SCHEMA}.jobs where task_identifier = $1` +
      ' and locked_at is null and run_at > now()), run_at => now())',
    [task],
  );
}

/**
 * Makes the queue's own tables as the owner and lets the application role use them. They belong to no organization: a
 * job's payload says inside which wall it works, and its handler goes there like a request does.
 */
export async function prepareJobs(ownerUrl: string, appRole: string): Promise<void> {
  await runMigrations({ connectionString: ownerUrl, schema: SCHEMA });
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(grantsTo(client.escapeIdentifier(appRole)));
  } finally {
    await client.end();
  }
}

/** The queue protects its tables by row-level security without a policy; the application role gets one. */
function grantsTo(role: string): string {
  return `
    grant usage on schema ${SCHEMA} to ${role};
    grant select, insert, update, delete on all tables in schema ${SCHEMA} to ${role};
    grant usage on all sequences in schema ${SCHEMA} to ${role};
    grant execute on all functions in schema ${SCHEMA} to ${role};
    do $$
    declare target regclass;
    begin
      for target in
        select c.oid from pg_class c where c.relnamespace = '${SCHEMA}'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity
          and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'application')
      loop
        execute format('create policy application on %s to ${role} using (true) with check (true)', target);
      end loop;
    end $$;`;
}

interface WorkerOptions<Deps> {
  readonly url: string;
  readonly log: Log;
  readonly handlers: JobHandlers<Deps>;
  readonly deps: Deps;
  readonly crons: readonly Cron[];
}

/** Runs jobs in this process until it is stopped. */
export async function startJobs<Deps>({ url, log, handlers, deps, crons }: WorkerOptions<Deps>): Promise<RunningJobs> {
  const pool = new pg.Pool({ connectionString: url, max: CONCURRENCY + 2, application_name: APPLICATION });
  pool.on('error', (error) => log.warn({ err: error }, 'a connection of the jobs broke'));
  pool.on('connect', (client) =>
    client.on('error', (error) => log.warn({ err: error }, 'a connection of the jobs broke')),
  );
  const released = await releaseOrphans(pool);
  if (released > 0) log.warn({ jobs: released }, 'jobs of a server that ended without stopping are taken up again');
  const stopping = new AbortController();
  const runner: Runner = await run({
    pgPool: pool,
    schema: SCHEMA,
    concurrency: CONCURRENCY,
    pollInterval: POLL_MS,
    noHandleSignals: true,
    logger: workerLogger(log),
    taskList: { ...tasksOf(handlers, deps, stopping.signal), ...cronTasks(crons) },
    parsedCronItems: parseCronItems(
      crons.map(({ task, schedule }) => ({ task, match: schedule, options: { maxAttempts: 3 } })),
    ),
  });
  runner.events.on('job:error', ({ job, error }) =>
    log.warn({ err: error, task: job.task_identifier, jobId: job.id, attempt: job.attempts }, 'a job failed'),
  );
  return {
    ...jobQueue,
    stop: async () => {
      stopping.abort();
      await runner.stop();
      await pool.end();
    },
  };
}

/**
 * Gives back what a killed server was working on: the queue itself would keep it locked for four hours. Only when no
 * other server runs jobs on this database, so that nothing is taken from a worker that lives. Answers how many jobs it were.
 */
async function releaseOrphans(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ released: number }>(
    `with orphans as (
       select coalesce(array_agg(distinct locked_by), '{}') as workers, count(*)::int as released
         from ${SCHEMA}.jobs
        where locked_by is not null
          and not exists (select from pg_stat_activity
                           where datname = current_database() and application_name = $1 and pid <> pg_backend_pid())
     )
     select released, ${SCHEMA}.force_unlock_workers(workers) from orphans`,
    [APPLICATION],
  );
  return rows[0]?.released ?? 0;
}

function tasksOf<Deps>(handlers: JobHandlers<Deps>, deps: Deps, signal: AbortSignal): TaskList {
  const tasks: TaskList = {};
  for (const [name, handler] of Object.entries(handlers)) {
    tasks[name] = (payload, { job }) => handler(deps, parsePayload(payload), { attempt: job.attempts, signal });
  }
  return tasks;
}

function cronTasks(crons: readonly Cron[]): TaskList {
  return Object.fromEntries(crons.map(({ task, run: work }) => [task, () => work()]));
}

function parsePayload(payload: unknown): JobPayload {
  if (
    typeof payload === 'object' &&
    payload !== null &&
    'organizationId' in payload &&
    typeof payload.organizationId === 'string'
  ) {
    return payload as JobPayload;
  }
  throw new TypeError('a job without the organization it is for');
}

function workerLogger(log: Log): WorkerLogger {
  const levels: Readonly<Record<string, 'error' | 'warn' | 'debug'>> = { error: 'error', warning: 'warn' };
  return new Logger(
    (scope) => (level, message) => log[levels[level] ?? 'debug']({ component: 'jobs', ...scope }, message),
  );
}
