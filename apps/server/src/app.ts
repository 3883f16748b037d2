import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Recognition } from './platform/access/index.ts';
import type { Anchors } from './platform/anchors/index.ts';
import type { Database } from './platform/database/index.ts';
import type { AppConfig, Deps } from './platform/deps.ts';
import { startFeed } from './platform/feed/index.ts';
import {
  createHttpServer,
  mountRoutes,
  type Route,
  registerOpenApi,
  registerReferencePage,
  serveWebRoot,
} from './platform/http/index.ts';
import { forgetRequests } from './platform/idempotency/index.ts';
import { createIds } from './platform/ids/index.ts';
import { type Cron, type JobHandlers, jobQueue, prepareJobs, startJobs } from './platform/jobs/index.ts';
import { openLeaseKey } from './platform/lease-key/index.ts';
import { openLimits } from './platform/limits/index.ts';
import { registerLive } from './platform/live/index.ts';
import type { Log } from './platform/log/index.ts';
import type { Senders } from './platform/messages/index.ts';

import { createMetrics } from './platform/metrics/index.ts';

import { createPersonal } from './platform/personal/index.ts';
import type { RootKeys } from './platform/secrets/index.ts';

import { approvalsRoutes } from './rooms/approvals/index.ts';
import { auditCrons, auditRoutes } from './rooms/audit/index.ts';
import { catalogJobs, catalogRoutes } from './rooms/catalog/index.ts';
import { customersRoutes } from './rooms/customers/index.ts';
import { accessCrons, createRecognition, identityRoutes, sealAccounts } from './rooms/identity/index.ts';
import { hurryMessages, notificationsJobs, notificationsRoutes } from './rooms/notifications/index.ts';
import {
  attachmentsOf,
  operationsCrons,
  operationsJobs,
  operationsRoutes,
  registerHealth,
  registerMetrics,
} from './rooms/operations/index.ts';
import { paymentsRoutes } from './rooms/payments/index.ts';
import { purchasingRoutes } from './rooms/purchasing/index.ts';
import { salesRoutes } from './rooms/sales/index.ts';
import { stockRoutes } from './rooms/stock/index.ts';

/** What `main` opens on this machine and hands over; the application opens everything else. */
export interface AppDeps {
  readonly db: Database;
  readonly log: Log;
  readonly config: AppConfig;
  /** Connection of the owner role, for what only it may do (the schema of the job queue). */
  readonly ownerUrl: string;
  /** What the keys of personal data are wrapped with; they are never in the database. */
  readonly rootKeys: RootKeys;
  /** The present moment; the machine's clock unless a test brings its own. */
  readonly clock?: Deps['clock'];
  /** Serve TLS with this key and certificate chain (PEM). */
  readonly tls?: Tls;
  /** Where the ends of the audit chains are kept outside of the database. */
  readonly anchors?: Anchors;
  /** The ways by which messages leave; what is absent is not configured, and its messages wait. */
  readonly senders?: Senders;
  /** The installation's own secret, from which the key of leases is derived; one of this run when a test brings none. */
  readonly serverKey?: string;
  /** The Redis that several servers share, for counting requests. */
  readonly redisUrl?: string;
  /** How busy this process is; measured unless a test says. */
  readonly load?: Deps['load'];
  /** Who takes money for access. */
  readonly gateways?: Deps['gateways'];
  /** Takes a backup of this machine's database; absent where the database's own tools do that. */
  readonly backUp?: (reason: string) => Promise<void>;
}

interface Tls {
  readonly key: string;
  readonly cert: string;
}

/** All rooms by name: what is not here is not served. */
export const ROUTES: readonly Route[] = [
  ...identityRoutes,
  ...notificationsRoutes,
  ...auditRoutes,
  ...catalogRoutes,
  ...stockRoutes,
  ...purchasingRoutes,
  ...customersRoutes,
  ...paymentsRoutes,
  ...salesRoutes,
  ...approvalsRoutes,
  ...operationsRoutes,
];

const JOBS: JobHandlers<Deps> = { ...catalogJobs, ...notificationsJobs, ...operationsJobs };

/** The application with its sealer and its jobs; `listen` and `close` are its life. */
export async function createApp({
  db,
  log,
  config,
  ownerUrl,
  rootKeys,
  clock = systemClock,
  tls,
  backUp,
  anchors,
  senders = {},
  serverKey,
  redisUrl,
  gateways = [],
  load,
}: AppDeps): Promise<FastifyInstance> {
  const url = db.pool.options.connectionString;
  if (url === undefined) throw new Error('the application needs the address of its database');
  const personal = createPersonal({ rootKeys, clock });
  await db.globalTx((tx) => personal.prepare(tx));
  await sealAccounts(personal, db);
  await prepareJobs(ownerUrl, await appRole(db));
  const metrics = createMetrics();
  const feed = await startFeed(db, log, anchors, (entries) => metrics.set('audit_anchored_entries', entries));
  await db.globalTx(hurryMessages);
  const leaseKey = openLeaseKey(serverKey ?? randomBytes(32).toString('base64url'));
  const given = { ...(anchors === undefined ? {} : { anchors }), ...(load === undefined ? {} : { load }) };
  const kept = { leaseKey, ...given };
  const shared = { db, log, clock, personal };
  const limits = await openLimits({
    ...shared,
    ...(redisUrl === undefined ? {} : { redisUrl }),
    onBlocked: ({ kind }) => metrics.count('address_blocks_total', kind),
  });
  const own = { config, feed, jobs: jobQueue, senders, ids: createIds(), limits, metrics };
  const files: Pick<Deps, 'attachmentsOf'> = { attachmentsOf: (message) => attachmentsOf(shared, message) };
  const deps: Deps = { ...shared, ...own, ...kept, ...files, gateways };
  const jobs = await startJobs({
    url,
    log,
    deps,
    handlers: JOBS,
    crons: [...crons(deps, backUp), ...accessCrons(deps), ...auditCrons(deps), ...operationsCrons(deps)],
  });
  const app = await buildApp(deps, createRecognition(deps), tls);
  app.addHook('onClose', async () => {
    await limits.stop();
    await jobs.stop();
    for (const sender of Object.values(senders)) sender.close();
    await feed.stop();
  });
  return app;
}

const systemClock: Deps['clock'] = { now: () => new Date() };

async function appRole(db: Database): Promise<string> {
  const [row] = await db.globalTx((tx) => tx.query<{ role: string }>('select current_user as role'));
  if (row === undefined) throw new Error('the database does not say who we are');
  return row.role;
}

function crons({ db, clock }: Deps, backUp: AppDeps['backUp']): Cron[] {
  const forget = async (): Promise<void> => void (await forgetRequests(db, clock.now()));
  const forgetting = { task: 'requests.forget', schedule: '23 * * * *', run: forget };
  if (backUp === undefined) return [forgetting];
  return [forgetting, { task: 'backup.nightly', schedule: '17 2 * * *', run: () => backUp('nightly') }];
}

/** Everything that answers requests, without anything that works by itself. */
export async function buildApp(deps: Deps, recognition: Recognition, tls?: Tls): Promise<FastifyInstance> {
  const app = await createHttpServer(deps, tls);
  await registerOpenApi(app, deps.config.version);
  await registerLive(app, { deps, recognition });
  registerHealth(app, deps);
  registerMetrics(app, deps);
  mountRoutes(app, ROUTES, { deps, recognition });
  await registerReferencePage(app);
  await serveWebRoot(app, deps.config.webRoot);
  return app;
}
