import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openScratchShop } from '../../apps/server/src/cli/replay/scratch-shop.ts';
import { type ServerProcess, startServerProcess } from '../../apps/server/src/cli/replay/server-process.ts';
import { prepareDataDirectory } from '../../apps/server/src/platform/embedded-postgres/index.ts';
import {
  type HttpShop,
  httpShop,
  type OfficeSession,
  signIn,
} from '../../apps/server/src/rooms/operations/replay/index.ts';

/** The real program on a data directory of its own, with a shop that is set up and can be killed and started again. */
export interface ShopStack {
  readonly origin: string;
  readonly email: string;
  readonly password: string;
  readonly office: OfficeSession;
  readonly shop: HttpShop;
  readonly dataDirectory: string;
  readonly server: ServerProcess;
  /** Starts the server again on the same directory and port, after it was killed. */
  restart(): Promise<void>;
  /** The process that a power cut of the database would end. */
  postgresPid(): Promise<number>;
  close(): Promise<void>;
}

/** Starts the built program (`npm run build` first) and sets up a shop in pounds. */
export async function openShopStack(): Promise<ShopStack> {
  const wanted = await mkdtemp(join(tmpdir(), 'mosaajii-stack-'));
  const { path } = prepareDataDirectory(wanted, true);
  const scratch = await openScratchShop(path);
  const { origin, email, password } = scratch;
  const office = await signIn(origin, email, password);
  let server = scratch.server;
  return {
    origin,
    email,
    password,
    office,
    shop: httpShop(office),
    dataDirectory: path,
    get server() {
      return server;
    },
    async restart() {
      server = await startServerProcess({ dataDirectory: path, port: Number(new URL(origin).port) });
    },
    async postgresPid() {
      const [first] = (await readFile(join(path, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
      return Number(first);
    },
    async close() {
      await server.stop();
      await rm(path, { recursive: true, force: true });
    },
  };
}
