import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../../config.ts';

export interface ReplayArguments {
  readonly files: readonly string[];
  /** A shop that is running already; `null`: one of our own on the scratch directory. */
  readonly shop: { readonly url: string; readonly email: string; readonly password: string } | null;
  /** Keeps the import registers, the rejected lines and, without `--url`, the scratch shop. */
  readonly stateDirectory: string;
  readonly isFresh: boolean;
  readonly lanes: number;
}

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const USAGE = `npm run replay -- FILE... [--url http://localhost:4000 --email you@example.com --password …]
  FILE              invoices as .csv or .csv.gz (InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country)
  --url, --email    a running shop in GBP and its owner; without them a shop of its own is started under data/replay
  --password        or the environment variable REPLAY_PASSWORD
  --state DIR       where the import registers and the rejected lines are kept (default data/replay)
  --fresh           begins anew: removes the state and the scratch shop first
  --registers N     import registers that work side by side, 1 to 8 (default 3)`;

/** Reads the command line. Throws a {@link UsageError} with what is wrong and how it is used. */
export function readArguments(args: readonly string[], env: NodeJS.ProcessEnv): ReplayArguments {
  const { values, positionals } = parse(args);
  if (positionals.length === 0) throw new UsageError(`Name at least one file.\n\n${USAGE}`);
  const lanes = Number(values.registers ?? '3');
  if (!Number.isInteger(lanes) || lanes < 1 || lanes > 8)
    throw new UsageError(`--registers is from 1 to 8.\n\n${USAGE}`);
  // Another place for the data is another place for the scratch shop.
  const base = env['DATA_DIR']?.trim() || join(projectRoot, 'data');
  return {
    files: positionals.map((file) => resolve(file)),
    shop: shopOf(values, env),
    stateDirectory: resolve(values.state ?? join(base, 'replay')),
    isFresh: values.fresh === true,
    lanes,
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { url: text, email: text, password: text, state: text, registers: text, fresh: { type: 'boolean' } },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

function shopOf(
  values: { url?: string; email?: string; password?: string },
  env: NodeJS.ProcessEnv,
): ReplayArguments['shop'] {
  if (values.url === undefined) return null;
  const password = values.password ?? env['REPLAY_PASSWORD'];
  if (!URL.canParse(values.url)) throw new UsageError(`--url "${values.url}" is not an address.\n\n${USAGE}`);
  if (values.email === undefined || password === undefined) {
    throw new UsageError(`--url needs --email and --password.\n\n${USAGE}`);
  }
  return { url: new URL(values.url).origin, email: values.email, password };
}
