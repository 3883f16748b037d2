import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Config, ConfigError } from './config.ts';

/** The port to serve on, and how sure it is. */
export interface PortChoice {
  readonly port: number;
  /** A sentence for the console when the port is another one than people would expect. */
  readonly notice?: string;
}

/**
 * Chooses the port. It is part of the origin, and browsers keep unsent sales by origin: only the very first start may
 * step aside from an occupied port, and what it took is kept in the data directory. Later an occupied port stops the
 * start. Throws {@link ConfigError}.
 */
export async function choosePort(config: Config, dataDirectory: string): Promise<PortChoice> {
  const stored = storedPort(dataDirectory);
  const wanted = config.isPortExplicit ? config.port : (stored ?? config.port);
  if (await isFree(wanted, config.host)) return { port: wanted, ...moved(stored, wanted) };
  if (config.isPortExplicit || stored !== undefined) throw new ConfigError(occupied(wanted, stored));
  const port = await anyFree(config.host);
  return {
    port,
    notice: `Port ${wanted} is taken by another program, so this shop lives on port ${port} from now on.`,
  };
}

/** Keeps the port for all later starts; called when the server really listens on it. */
export function keepPort(dataDirectory: string, port: number): void {
  if (storedPort(dataDirectory) === undefined) writeFileSync(join(dataDirectory, 'port'), `${port}\n`, { mode: 0o600 });
}

function moved(stored: number | undefined, wanted: number): { notice?: string } {
  if (stored === undefined || stored === wanted) return {};
  return {
    notice:
      `This shop has lived on port ${stored} so far. Registers that still hold unsent sales keep them at that address: ` +
      `start without PORT once, let them send, and then move.`,
  };
}

function occupied(port: number, stored: number | undefined): string {
  const why = stored === port ? ' This shop lives at that port: browsers keep their unsent sales for its address.' : '';
  return `Port ${port} is taken by another program.${why} End that program${stored === port ? '' : ', or choose another PORT'}, and start again.`;
}

function storedPort(dataDirectory: string): number | undefined {
  const path = join(dataDirectory, 'port');
  if (!existsSync(path)) return undefined;
  const port = Number(readFileSync(path, 'utf8'));
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new ConfigError(`${path} does not hold a port. Write the number this shop has served on into it.`);
}

async function anyFree(host: string): Promise<number> {
  const port = await tryListen(0, host);
  if (port === undefined) throw new Error('The system has no free port left.');
  return port;
}

async function isFree(port: number, host: string): Promise<boolean> {
  return (await tryListen(port, host)) !== undefined;
}

/** The port it could listen on; undefined when it is taken. A port we may not have (below 1024) is an error of its own. */
function tryListen(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else if (error.code === 'EACCES')
        reject(new ConfigError(`This user may not serve on port ${port}; choose a PORT above 1023.`));
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const actual = address === null || typeof address === 'string' ? undefined : address.port;
      server.close(() => resolve(actual));
    });
  });
}
