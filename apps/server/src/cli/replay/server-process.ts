import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../config.ts';

/** A server of our own: the built program in a process of its own on a data directory of its own. */
export interface ServerProcess {
  /** `http://localhost:41234` */
  readonly origin: string;
  /** The one-time token that it prints while the shop is not set up; rejects when the server ends without one. */
  setupToken(): Promise<string>;
  readonly pid: number;
  readonly exited: Promise<void>;
  /** Asks it to stop and waits until it has. */
  stop(): Promise<void>;
  /** SIGKILL, as a power cut would end it. Resolves when the process is gone. */
  kill(): Promise<void>;
}

/** The server ended although it was needed; the message is what it said. */
export class ServerEnded extends Error {
  override readonly name = 'ServerEnded';
}

export interface ServerProcessOptions {
  readonly dataDirectory: string;
  readonly port: number;
  readonly env?: Readonly<Record<string, string>>;
  /** The built program; the default is this project's. */
  readonly program?: string;
}

const READY = /^Mosaajii is ready: (https?:\/\/\S+)$/;
const TOKEN = /#token=(\S+)/;
/** The first lines are the ones that matter: where it is, or why it did not start. */
const MOST_REMEMBERED = 200;

/** Starts the server and waits until it says that it is ready. Rejects with what it printed when it ends before that. */
export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const program = options.program ?? join(projectRoot, 'apps', 'server', 'dist', 'main.mjs');
  const { DATABASE_URL: _url, DATABASE_APP_URL: _app, PUBLIC_ORIGIN: _origin, ...inherited } = process.env;
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', program, '--data-dir', options.dataDirectory, '--port', String(options.port)],
    // Its channel to us is what tells it that we are gone, if we are killed.
    {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...inherited, NODE_ENV: 'production', LOG_LEVEL: 'warn', ...options.env },
    },
  );
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const output = watchOutput(child, exited);
  const origin = await output.first(READY);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await exited;
  };
  if (child.pid === undefined) throw new Error('the server has no process id');
  return {
    origin,
    setupToken: () => output.first(TOKEN),
    pid: child.pid,
    exited,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

interface Output {
  /** What the first line that fits captures, whether it was said already or is said later. */
  first(pattern: RegExp): Promise<string>;
}

function watchOutput(child: ChildProcess, exited: Promise<void>): Output {
  if (child.stdout === null || child.stderr === null) throw new Error('the server has no output');
  const said: string[] = [];
  const listeners = new Set<() => void>();
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => {
      if (said.length < MOST_REMEMBERED) said.push(line);
      for (const listener of listeners) listener();
    });
  }
  return {
    first(pattern) {
      const found = new Promise<string>((resolve) => {
        const look = () => {
          const match = said.map((line) => pattern.exec(line)?.[1]).find((text) => text !== undefined);
          if (match === undefined) return;
          listeners.delete(look);
          resolve(match);
        };
        listeners.add(look);
        look();
      });
      const ended = exited.then(() => {
        throw new ServerEnded(`The server ended:\n${said.join('\n')}`);
      });
      return Promise.race([found, ended]);
    },
  };
}
