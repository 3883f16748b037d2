import { createTestDatabase, type TestDatabase } from '@mosaajii/testkit/database';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import pg from 'pg';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions } from 'smtp-server';
import { uuidv7 } from 'uuidv7';
import { createDatabase } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { createIds } from '../../platform/ids/index.ts';
import { jobQueue, prepareJobs } from '../../platform/jobs/index.ts';
import { createLog } from '../../platform/log/index.ts';
import { enqueueMessage, type Message, type SmtpSettings } from '../../platform/messages/index.ts';
import { createPersonal } from '../../platform/personal/index.ts';
import { rootKeysInMemory } from '../../platform/secrets/index.ts';

/** A mail server of the test's own that keeps what it was given. */
export interface MailServer {
  readonly settings: SmtpSettings;
  readonly received: ParsedMail[];
  close(): Promise<void>;
}

/** Listens on a free port of this machine. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const received: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream: SMTPServerDataStream, _session, done) => {
      simpleParser(stream)
        .then((mail) => {
          received.push(mail);
          done();
        })
        .catch(done);
    },
    ...options,
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    const listening = server.listen(0, '127.0.0.1', () => {
      const address = listening.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  return {
    settings: {
      host: '127.0.0.1',
      port,
      isImplicitTls: false,
      isLoopback: true,
      from: { name: 'Mosaajii', address: 'no-reply@shop.test' },
    },
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The addresses that a mail was sent to. */
export function recipientsOf({ to }: ParsedMail): string[] {
  const lists: AddressObject[] = to === undefined ? [] : Array.isArray(to) ? to : [to];
  return lists.flatMap((list) => list.value.map((entry) => entry.address ?? ''));
}

/** An outbox without workers: the test is the worker, and moves the clock. */
export interface DeliveryFixture {
  readonly deps: Deps;
  readonly database: TestDatabase;
  readonly owner: pg.Client;
  readonly organizationId: string;
  advance(milliseconds: number): void;
  send(known?: Partial<Message>): Promise<string>;
  rowOf(messageId: string): Promise<Record<string, unknown>>;
  /** When the queue looks at the message next, or null. */
  planned(messageId: string): Promise<Date | null>;
  close(): Promise<void>;
}

export async function createDeliveryFixture(): Promise<DeliveryFixture> {
  const database = await createTestDatabase();
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const db = createDatabase({ url: database.appUrl, poolSize: 8 });
  await prepareJobs(database.ownerUrl, new URL(database.appUrl).username);
  const organizationId = uuidv7();
  await owner.query('insert into tenant (organization_id) values ($1)', [organizationId]);
  let at = Date.parse('2026-11-22T10:00:00.000Z');
  const clock = { now: () => new Date(at) };
  const deps: Deps = {
    db,
    clock,
    ids: createIds(),
    log: createLog('silent'),
    personal: createPersonal({ rootKeys: rootKeysInMemory(), clock }),
    feed: { poke: () => undefined, subscribe: () => () => undefined, onSessionEnded: () => () => undefined },
    jobs: jobQueue,
    config: { isTls: false, allowedHosts: ['localhost'], publicOrigin: 'https://pos.test', version: 'test' },
  };
  await db.globalTx((tx) => deps.personal.prepare(tx));
  return {
    deps,
    database,
    owner,
    organizationId,
    advance: (milliseconds) => void (at += milliseconds),
    send: async (known = {}) => {
      const messageId = uuidv7();
      const message: Message = {
        messageId,
        organizationId,
        channel: 'email',
        template: 'notifications/test',
        to: 'amina@example.com',
        locale: 'en',
        params: { shopName: 'Duka', senderName: 'Juma' },
        ...known,
      };
      await db.globalTx((tx) => enqueueMessage(deps, tx, message));
      return messageId;
    },
    rowOf: async (messageId) => {
      const { rows } = await owner.query<Record<string, unknown>>('select * from message where message_id = $1', [
        messageId,
      ]);
      return rows[0] ?? {};
    },
    planned: async (messageId) => {
      const { rows } = await owner.query<{ run_at: Date }>(
        'select run_at from graphile_worker._private_jobs where key like $1',
        [`%${messageId}`],
      );
      return rows[0]?.run_at ?? null;
    },
    close: async () => {
      await owner.end();
      await db.close();
      await database.drop();
    },
  };
}
