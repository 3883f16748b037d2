import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApp } from './app.ts';
import { type Config, parseConfig, projectRoot } from './config.ts';
import { runCommand, say } from './console.ts';
import {
  anchorsOf,
  backUpInstallation,
  type Installation,
  migrateInstallation,
  openInstallation,
} from './installation.ts';
import { createDatabase, type Database } from './platform/database/index.ts';
import { LockedError } from './platform/instance-lock/index.ts';
import { createLog, type Log } from './platform/log/index.ts';
import { openSenders } from './platform/messages/index.ts';
import type { LanCertificate } from './platform/tls/index.ts';
import { httpGateway } from './platform/webhooks/index.ts';
import { choosePort, keepPort } from './port.ts';
import { ensureSetupToken, usePepper } from './rooms/identity/index.ts';

/** Requests in flight get this long to finish; then the process ends, and the database recovers what was cut off. */
const STOP_TIMEOUT = 60_000;

await runCommand(async () => {
  try {
    await start(parseConfig(process.env, process.argv.slice(2)));
  } catch (error) {
    if (!(error instanceof LockedError) || error.holder.purpose !== 'server') throw error;
    // Somebody wanted a running shop and there is one: that is no failure.
    say(error.message);
  } finally {
    // The channel to the launcher would keep an ended server alive.
    if (process.connected) process.disconnect();
  }
});

/** Brings everything up in order; whatever was opened before a failure is closed again. */
async function start(config: Config): Promise<void> {
  const stopping = stopSignal();
  let log: Log | undefined;
  const installation = await openInstallation(config, {
    purpose: 'server',
    onNotice: say,
    onEvent: (message) => log?.warn({ component: 'postgres' }, message),
    onLost: (error) => {
      log?.fatal({ err: error }, 'the database is lost');
      stopping.request(`The database is lost: ${error.message}`);
    },
  });
  log = createLog(
    config.logLevel,
    config.databaseUrl === undefined ? join(installation.dataDirectory, 'logs', 'server.log') : undefined,
  );
  try {
    await serve(config, installation, log, stopping);
  } finally {
    await installation.close();
  }
}

async function serve(config: Config, installation: Installation, log: Log, stopping: StopSignal): Promise<void> {
  const backUp = backupOf(installation, log);
  const { appUrl, applied } = await migrateInstallation(config, installation, {
    ...(backUp === undefined ? {} : { backUp }),
    onApplied: (file) => log.info({ migration: file.name }, 'migrated'),
  });
  if (applied.length > 0) say(`The database is at schema ${applied.at(-1)?.slice(0, 4)}.`);
  const choice = await choosePort(config, installation.dataDirectory);
  const network = config.lan ? await openNetwork(installation.dataDirectory) : undefined;
  const db = createDatabase({
    url: appUrl,
    onConnectionError: (error) => log.warn({ err: error }, 'a database connection broke'),
  });
  usePepper(installation.secrets['password-pepper']);
  const main = mainAddress(config, choice.port, network);
  const app = await createApp({
    db,
    senders: await openSenders(config.channels),
    gateways: config.gateway === undefined ? [] : [httpGateway(config.gateway)],
    log,
    ownerUrl: installation.ownerUrl,
    rootKeys: installation.rootKeys,
    anchors: anchorsOf(config, installation.dataDirectory, installation.secrets, {
      onCopyFailed: (err) => log.error({ err }, 'the copy of the audit anchors could not be written and will catch up'),
    }),
    serverKey: installation.secrets['server-key'],
    ...(backUp === undefined ? {} : { backUp }),
    ...(config.redisUrl === undefined ? {} : { redisUrl: config.redisUrl }),
    ...(network === undefined ? {} : { tls: { key: network.certificate.key, cert: network.certificate.cert } }),
    config: {
      isTls: config.lan || config.publicOrigin?.startsWith('https:') === true,
      isProxied: config.publicOrigin !== undefined,
      publicOrigin: main,
      corsOrigins: config.corsOrigins,
      allowedHosts: [...config.allowedHosts, ...(network?.names ?? [])],
      webRoot: join(projectRoot, 'apps', 'web', 'dist'),
      cacheDirectory: join(installation.dataDirectory, 'cache'),
      version: programVersion(),
      ...(config.oldestTill === undefined ? {} : { oldestTill: config.oldestTill }),
    },
  });
  try {
    await app.listen({ host: config.host, port: choice.port });
    if (config.databaseUrl === undefined) keepPort(installation.dataDirectory, choice.port);
    if (choice.notice !== undefined) say(choice.notice);
    await announce(config, installation, choice.port, network, db);
    const reason = await stopping.requested;
    say(reason);
    installation.lock.announce({ state: 'stopping' });
  } finally {
    await app.close();
    await db.close();
  }
}

/** How this machine's database is backed up; one that runs elsewhere is backed up by its own tools. */
function backupOf(installation: Installation, log: Log): ((reason: string) => Promise<void>) | undefined {
  const { embedded, dataDirectory } = installation;
  if (embedded === undefined) return undefined;
  return async (reason) => {
    const backup = await backUpInstallation(embedded.ownerUrl, dataDirectory, reason);
    log.info({ backup: backup.name, reason }, 'backed up');
  };
}

/** What people do with a running shop: where it is, and how it is set up. */
async function announce(
  config: Config,
  installation: Installation,
  port: number,
  network: Network | undefined,
  db: Database,
): Promise<void> {
  const addresses = addressesOf(port, network);
  const main = mainAddress(config, port, network);
  installation.lock.announce({ state: 'running', url: main });
  say(`Mosaajii is ready: ${main}`);
  for (const other of addresses) if (other !== main) say(`                also ${other}`);
  if (network !== undefined) {
    say(`Other devices trust this shop once they have installed the certificate ${network.certificate.authorityFile}`);
    say(`(fingerprint ${network.certificate.authorityFingerprint}; docs/operations/network.md shows how).`);
  }
  const token = await ensureSetupToken(db);
  if (token !== undefined) say(`Set up your shop here: ${main}/welcome#token=${token}`);
}

function addressesOf(port: number, network: Network | undefined): string[] {
  return network === undefined ? [`http://localhost:${port}`] : network.names.map((name) => `https://${name}:${port}`);
}

/** Where people reach the shop: what links in messages begin with. */
function mainAddress(config: Config, port: number, network: Network | undefined): string {
  return config.publicOrigin ?? addressesOf(port, network)[0] ?? `http://localhost:${port}`;
}

interface Network {
  readonly names: readonly string[];
  readonly certificate: LanCertificate;
}

/** Loaded only when it is wanted: the certificate library is the largest part of a start. */
async function openNetwork(dataDirectory: string): Promise<Network> {
  const { lanAddresses, lanNames, openLanCertificate } = await import('./platform/tls/index.ts');
  const names = ['localhost', ...lanAddresses(), ...lanNames()];
  return {
    names,
    certificate: await openLanCertificate(join(dataDirectory, 'secrets'), [...names, '127.0.0.1'], new Date()),
  };
}

interface StopSignal {
  /** Resolves with the sentence that says why we stop. */
  readonly requested: Promise<string>;
  request(reason: string): void;
}

/** Listens for every way this process is asked to end; asking twice changes nothing. */
function stopSignal(): StopSignal {
  let resolveReason: (reason: string) => void = () => undefined;
  const requested = new Promise<string>((resolve) => {
    resolveReason = resolve;
  });
  const request = (reason: string) => {
    resolveReason(reason);
    setTimeout(() => process.exit(1), STOP_TIMEOUT).unref();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => request('Stopping …'));
  // The launcher was killed: nobody is left at the console, so the shop closes in order.
  process.on('disconnect', () => request('The console is gone. Stopping …'));
  return { requested, request };
}

function programVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return hasVersion && typeof manifest.version === 'string' ? manifest.version : 'unknown';
}
