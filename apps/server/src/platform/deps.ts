import type { Anchors } from './anchors/index.ts';
import type { Database } from './database/index.ts';
import type { Feed } from './feed/index.ts';
import type { LoadGauge } from './http/load.ts';
import type { Ids } from './ids/index.ts';
import type { Jobs } from './jobs/index.ts';
import type { LeaseKey } from './lease-key/index.ts';
import type { Limits } from './limits/index.ts';
import type { Log } from './log/index.ts';
import type { Attachment, Senders } from './messages/index.ts';
import type { Metrics } from './metrics/index.ts';
import type { Personal } from './personal/index.ts';
import type { PaymentGateway } from './webhooks/index.ts';

/** The settings that rooms and routes look at; `main` fills them from the configuration. */
export interface AppConfig {
  /** Cookies get the `__Host-` prefix and `Secure` when the server is reached over TLS. */
  readonly isTls: boolean;
  /** Host names (without port) that a request may carry. */
  readonly allowedHosts: readonly string[];
  /** Directory of the built web application; undefined serves the API alone. */
  readonly webRoot?: string;
  /** Where rooms may keep derived files (snapshots); everything in it can be made again. */
  readonly cacheDirectory?: string;
  /** True behind a proxy of ours that sets X-Forwarded-For. */
  readonly isProxied?: boolean;
  /** The address people type, `https://pos.example.com`: for links in messages. Unknown: messages carry none. */
  readonly publicOrigin?: string;
  /** Origins of other sites whose programs may ask, without cookies; none unless named. */
  readonly corsOrigins?: readonly string[];
  readonly version: string;
  /** The oldest program with which a till may begin its next sale; any unless said. */
  readonly oldestTill?: number;
}

/** What every use case is given. Built once by `main`, a plain object. */
export interface Deps {
  readonly db: Database;
  readonly clock: { now(): Date };
  readonly ids: Ids;
  readonly log: Log;
  readonly feed: Feed;
  readonly jobs: Jobs;
  /** The ways by which messages leave; what is absent is not configured. */
  readonly senders?: Senders;
  /** The files that go with a message; none unless the application says. */
  readonly attachmentsOf?: (message: {
    readonly organizationId: string;
    readonly messageId: string;
  }) => Promise<readonly Attachment[]>;
  /** Seals and opens personal data at rest. */
  readonly personal: Personal;
  readonly config: AppConfig;
  /** The ends of the audit chains, kept on this machine; absent in a process that has no data directory. */
  readonly anchors?: Anchors;
  /** Signs what registers may believe while the server is away; absent in a process that answers no register. */
  readonly leaseKey?: LeaseKey;
  /** How much anybody may ask; absent in a process that answers nobody. */
  readonly limits?: Limits;
  /** What is counted for whoever watches over the server. */
  readonly metrics?: Metrics;
  /** How busy this process is; measured unless given. */
  readonly load?: LoadGauge;
  /** Who takes money for access and tells us of it; none unless connected. */
  readonly gateways?: readonly PaymentGateway[];
}
