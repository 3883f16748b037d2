import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { rotateFile } from '../log/index.ts';
import { type Account, databaseAccount, makePrivateDirectory } from './account.ts';
import { type Binaries, prepareBinaries } from './binaries.ts';
import { explain, OWNER_ROLE, prepareCluster, runAs } from './cluster.ts';
import { EmbeddedPostgresError } from './errors.ts';
import { hasEnded, readPostmaster, sendSignal, stopOrphan } from './orphan.ts';

export interface EmbeddedPostgresOptions {
  /** The shop's data directory; the cluster is `postgres/` in it, the WAL archive `archive/`. */
  readonly dataDirectory: string;
  readonly ownerPassword: string;
  /** False only for throw-away databases of tests. Default true. */
  readonly isDurable?: boolean;
  /** Called when PostgreSQL died and could not be brought back; the server should stop then. */
  readonly onLost?: (error: Error) => void;
  /** Told what happens to the process, in sentences. */
  readonly onEvent?: (message: string) => void;
}

export interface EmbeddedPostgres {
  /** Superuser connection to the database `postgres`, for migrations, backups and making roles. */
  readonly ownerUrl: string;
  /** The same for another database of the cluster. */
  urlOf(database: string): string;
  readonly port: number;
  /** The postmaster now running; another one after a crash. */
  readonly pid: number;
  /** Ends it in order: sessions are closed, everything is on disk, the process is gone. */
  stop(): Promise<void>;
}

interface Installation {
  readonly binaries: Binaries;
  readonly account: Account | undefined;
  readonly directory: string;
  readonly logFile: string;
}

/**
 * Starts the database in `dataDirectory`, making it first when there is none. Must be called by the holder of the
 * directory's lock: a PostgreSQL still running there is an orphan and is stopped. One that dies later is started again on
 * the same port, so that connections come back. Throws {@link EmbeddedPostgresError} with a message for people.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const installation = await prepare(options);
  const port = await freePort();
  const supervisor = new Supervisor(installation, port, options);
  await supervisor.start();
  const urlOf = (database: string) =>
    `postgres://${OWNER_ROLE}:${encodeURIComponent(options.ownerPassword)}@127.0.0.1:${supervisor.port}/${database}`;
  return {
    ownerUrl: urlOf('postgres'),
    urlOf,
    port: supervisor.port,
    get pid() {
      return supervisor.pid;
    },
    stop: () => supervisor.stop(),
  };
}

/**
 * Gives the owner role its password without knowing the one it had: a restored cluster comes from another installation,
 * perhaps. Needs the database stopped, for it runs PostgreSQL alone, without any network.
 */
export async function resetOwnerPassword(options: EmbeddedPostgresOptions): Promise<void> {
  const { binaries, account, directory } = await prepare(options);
  const result = spawnSync(binaries.postgres, ['--single', '-D', directory, 'postgres'], {
    ...runAs(account),
    cwd: directory,
    input: `alter role ${OWNER_ROLE} password '${options.ownerPassword.replaceAll("'", "''")}'\n`,
    encoding: 'utf8',
    windowsHide: true,
  });
  const output = `${result.stdout}${result.stderr}`;
  if (result.status !== 0 || /ERROR:/.test(output))
    throw new EmbeddedPostgresError(explain(output, 'single-user mode'));
}

/** Everything up to the start itself: programs, no orphan, a cluster with our settings. */
async function prepare(options: EmbeddedPostgresOptions): Promise<Installation> {
  const installation = install(options);
  await stopOrphan(installation.directory);
  prepareCluster({
    ...installation,
    ...(options.isDurable === false ? {} : { archiveDirectory: join(options.dataDirectory, 'archive') }),
    ownerPassword: options.ownerPassword,
    isDurable: options.isDurable !== false,
  });
  return installation;
}

function install(options: EmbeddedPostgresOptions): Installation {
  const account = databaseAccount();
  const logs = join(options.dataDirectory, 'logs');
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  makePrivateDirectory(join(options.dataDirectory, 'archive'), account);
  return {
    binaries: prepareBinaries(join(options.dataDirectory, 'postgres-programs'), account),
    account,
    directory: join(options.dataDirectory, 'postgres'),
    logFile: join(logs, 'postgres.log'),
  };
}

/** A port nobody listens on now. Somebody may take it before PostgreSQL does, which the start then tries again. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('A TCP server has an address with a port.');
  return address.port;
}

const START_TIMEOUT = 120_000;
const STOP_TIMEOUT = 30_000;
const LOG_LIMIT = 10 * 1_048_576;
/** More crashes than this within a minute mean that starting again does not help. */
const RESTARTS_PER_MINUTE = 5;

class Supervisor {
  readonly #installation: Installation;
  readonly #options: EmbeddedPostgresOptions;
  #port: number;
  #child: ChildProcess | undefined;
  #isStopping = false;
  #crashes: number[] = [];
  #recovery: Promise<void> = Promise.resolve();

  constructor(installation: Installation, port: number, options: EmbeddedPostgresOptions) {
    this.#installation = installation;
    this.#options = options;
    this.#port = port;
  }

  get port(): number {
    return this.#port;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Starts, trying again while the port is lost to somebody else or sessions of a killed postmaster still end. */
  async start(): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT;
    for (;;) {
      const failure = await this.#tryStart(deadline);
      if (failure === undefined) return;
      const isPassing =
        /pre-existing shared memory block|is still in use|lock file "postmaster.pid" already exists/.test(failure);
      const isPortLost = /could not bind|could not create any TCP\/IP sockets/.test(failure);
      if (Date.now() > deadline || !(isPassing || isPortLost))
        throw new EmbeddedPostgresError(explain(failure, 'server'));
      if (isPortLost) this.#port = await freePort();
      await delay(200);
    }
  }

  /** Undefined when it accepts connections; otherwise what it wrote before it ended. */
  async #tryStart(deadline: number): Promise<string | undefined> {
    const { logFile } = this.#installation;
    rotateFile(logFile, LOG_LIMIT, 1);
    if (existsSync(logFile)) chmodSync(logFile, 0o600);
    const log = openSync(logFile, 'a', 0o600);
    const logStart = statSync(logFile).size;
    const child = this.#spawn(log);
    closeSync(log);
    const ended = new Promise<string>((resolve) => {
      const words = () => readFileSync(logFile, 'utf8').slice(logStart) || 'It ended without a word.';
      child.once('error', (error) => resolve(error.message));
      child.once('exit', () => resolve(words()));
    });
    const failure = await Promise.race([ended, this.#untilReady(child, deadline)]);
    child.removeAllListeners();
    if (failure === undefined) this.#watch(child);
    return failure;
  }

  /** In a session of its own: Ctrl-C at the console stops the server first, which needs its database to the end. */
  #spawn(log: number): ChildProcess {
    const { binaries, account, directory } = this.#installation;
    const args = ['-D', directory, '-p', String(this.#port)];
    const io = ['ignore', log, log] as const;
    return spawn(binaries.postgres, args, {
      ...runAs(account),
      cwd: directory,
      detached: true,
      stdio: [...io],
      windowsHide: true,
    });
  }

  async #untilReady(child: ChildProcess, deadline: number): Promise<string | undefined> {
    while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
      const postmaster = readPostmaster(this.#installation.directory);
      if (postmaster?.pid === child.pid && postmaster.isReady) return undefined;
      if (Date.now() > deadline) {
        child.kill('SIGKILL');
        return `It was not ready within ${START_TIMEOUT / 1000} seconds.`;
      }
      await delay(20);
    }
    // The other side of the race has the words of a process that ended.
    return new Promise<string>(() => undefined);
  }

  #watch(child: ChildProcess): void {
    this.#child = child;
    // The server ends by itself when its work is done; this child must not keep it alive nor end with it.
    child.unref();
    child.once('exit', (code, signal) => {
      if (this.#isStopping) return;
      this.#options.onEvent?.(`PostgreSQL ended unexpectedly (${signal ?? code}) and is started again.`);
      this.#recovery = this.#recover();
    });
    if (child.exitCode !== null || child.signalCode !== null) child.emit('exit', child.exitCode, child.signalCode);
  }

  async #recover(): Promise<void> {
    const now = Date.now();
    this.#crashes = [...this.#crashes.filter((at) => at > now - 60_000), now];
    try {
      if (this.#crashes.length > RESTARTS_PER_MINUTE) {
        throw new EmbeddedPostgresError(
          `PostgreSQL crashed ${this.#crashes.length} times in a minute; see ${this.#installation.logFile}.`,
        );
      }
      const port = this.#port;
      await this.start();
      if (port !== this.#port)
        throw new EmbeddedPostgresError(`PostgreSQL's port ${port} was taken by another program.`);
      this.#options.onEvent?.('PostgreSQL is back.');
    } catch (error) {
      this.#options.onLost?.(error instanceof Error ? error : new Error(String(error)));
    }
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#recovery;
    const child = this.#child;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise<boolean>((resolve) => child.once('exit', () => resolve(true)));
    child.ref();
    this.#requestStop(child.pid);
    const isOver = await Promise.race([exited, hasEnded(child.pid, STOP_TIMEOUT)]);
    if (isOver) return;
    // Immediate: it recovers from its log at the next start. Nothing acknowledged is lost.
    sendSignal(child.pid, 'SIGQUIT');
    await exited;
  }

  #requestStop(pid: number): void {
    if (process.platform !== 'win32') return sendSignal(pid, 'SIGINT');
    const { binaries, account, directory } = this.#installation;
    spawnSync(binaries.pgCtl, ['stop', '-D', directory, '-m', 'fast', '-W'], { ...runAs(account), windowsHide: true });
  }
}
