import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROGRAM } from '@mosaajii/domain/program';
import { parseChannels } from './channels-config.ts';
import { ConfigError } from './config-error.ts';
import { parseGateway } from './gateway-config.ts';
import type { ChannelSettings } from './platform/messages/index.ts';
import type { HttpGatewaySettings } from './platform/webhooks/index.ts';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What the environment and the command line decide, read once at the start and never again. */
export interface Config {
  readonly mode: 'development' | 'production';
  /** The port asked for; the first start may take another one when it is occupied and `isPortExplicit` is false. */
  readonly port: number;
  /** True when PORT or `--port` names the port, so that no other one may be taken. */
  readonly isPortExplicit: boolean;
  /** The address to listen on: loopback, or every address with `--lan`. */
  readonly host: string;
  /** Serve TLS from the local authority to other devices of the network. */
  readonly lan: boolean;
  /** Absolute path of everything this shop keeps on this machine. */
  readonly dataDirectory: string;
  /** True when DATA_DIR names the directory. */
  readonly isDataDirectoryExplicit: boolean;
  /** Connection of the owner role (migrations). Absent: the embedded PostgreSQL is used. */
  readonly databaseUrl?: string;
  /** Connection of the plain application role, for a database whose owner may not create roles. */
  readonly databaseAppUrl?: string;
  /** The Redis that several servers share for counting requests; absent: each counts by itself. */
  readonly redisUrl?: string;
  /** The address people type, where a proxy stands in front (`https://pos.example.com`). */
  readonly publicOrigin?: string;
  /** Host names (without port) a request may carry in its Host header, lower case. */
  readonly allowedHosts: readonly string[];
  /** Origins of other sites whose programs may use the API, without cookies; none unless named. */
  readonly corsOrigins: readonly string[];
  readonly logLevel: LogLevel;
  /** A directory, better on another disk or machine, to which each anchor of the audit trail is appended as well. */
  readonly auditAnchorCopy?: string;
  /** The oldest program with which a till may begin its next sale; absent: any. */
  readonly oldestTill?: number;
  /** The ways by which messages leave: mail and SMS, where they were configured. */
  readonly channels: ChannelSettings;
  /** Who takes money for access; absent: it is recorded by hand. */
  readonly gateway?: HttpGatewaySettings;
}

export { ConfigError };

type Environment = Readonly<Record<string, string | undefined>>;

/** The root of the checkout; the same three levels up from `src/config.ts` and from `dist/main.mjs`. */
export const projectRoot: string = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Reads the configuration from the environment and the command line (`--port 4001`, `--lan`, `--data-dir path`); a flag
 * wins over its variable, an empty variable counts as absent. Throws {@link ConfigError} on the first bad value.
 */
export function parseConfig(env: Environment, args: readonly string[] = []): Config {
  const flags = parseFlags(args);
  const port = setting(env, flags, 'PORT', '--port');
  const dataDirectory = setting(env, flags, 'DATA_DIR', '--data-dir');
  const databaseUrl = parseDatabaseUrl('DATABASE_URL', setting(env, flags, 'DATABASE_URL'));
  const databaseAppUrl = parseDatabaseUrl('DATABASE_APP_URL', setting(env, flags, 'DATABASE_APP_URL'));
  const redisUrl = parseRedisUrl(setting(env, flags, 'REDIS_URL'));
  const publicOrigin = parseOrigin(setting(env, flags, 'PUBLIC_ORIGIN'));
  const auditAnchorCopy = setting(env, flags, 'AUDIT_ANCHOR_COPY');
  const oldestTill = parseOldestTill(setting(env, flags, 'OLDEST_TILL')?.value);
  const gateway = parseGateway((name) => setting(env, flags, name)?.value);
  if (databaseAppUrl !== undefined && databaseUrl === undefined) {
    throw new ConfigError(
      'DATABASE_APP_URL is set without DATABASE_URL: set both, or neither for the embedded database.',
    );
  }
  const lan = flags.has('--lan');
  return Object.freeze({
    mode: parseMode(setting(env, flags, 'NODE_ENV')),
    port: parsePort(port?.value),
    isPortExplicit: port !== undefined,
    host: lan ? '0.0.0.0' : '127.0.0.1',
    lan,
    dataDirectory: parseDirectory(dataDirectory?.value),
    isDataDirectoryExplicit: dataDirectory !== undefined,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(databaseAppUrl === undefined ? {} : { databaseAppUrl }),
    ...(redisUrl === undefined ? {} : { redisUrl }),
    ...(publicOrigin === undefined ? {} : { publicOrigin }),
    allowedHosts: allowedHosts(publicOrigin, setting(env, flags, 'ALLOWED_HOSTS')?.value),
    corsOrigins: parseCorsOrigins(setting(env, flags, 'CORS_ORIGINS')?.value),
    logLevel: parseLogLevel(setting(env, flags, 'LOG_LEVEL')?.value),
    ...(auditAnchorCopy === undefined ? {} : { auditAnchorCopy: resolve(auditAnchorCopy.value) }),
    ...(oldestTill === undefined ? {} : { oldestTill }),
    channels: parseChannels((name) => setting(env, flags, name)?.value),
    ...(gateway === undefined ? {} : { gateway }),
  });
}

interface Setting {
  readonly name: string;
  readonly value: string;
}

function setting(
  env: Environment,
  flags: ReadonlyMap<string, string>,
  name: string,
  flag?: string,
): Setting | undefined {
  const flagged = flag === undefined ? undefined : flags.get(flag);
  if (flag !== undefined && flagged !== undefined) return { name: flag, value: flagged };
  const value = env[name]?.trim();
  return value === undefined || value === '' ? undefined : { name, value };
}

const FLAGS_WITH_VALUE = new Set(['--port', '--data-dir']);

function parseFlags(args: readonly string[]): ReadonlyMap<string, string> {
  const flags = new Map<string, string>();
  const queue = [...args];
  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    const [name = '', inline] = arg.split(/=(.*)/s, 2);
    if (name === '--lan') flags.set(name, 'yes');
    else if (FLAGS_WITH_VALUE.has(name)) {
      const value = inline ?? queue.shift();
      if (value === undefined || value === '')
        throw new ConfigError(`${name} needs a value, for example: ${name} ${example(name)}`);
      flags.set(name, value);
    } else throw new ConfigError(`Unknown option "${arg}". Known are --lan, --port NUMBER and --data-dir PATH.`);
  }
  return flags;
}

function example(flag: string): string {
  return flag === '--port' ? '4001' : './data';
}

function parseMode(value: Setting | undefined): Config['mode'] {
  if (value === undefined || value.value === 'development' || value.value === 'test') return 'development';
  if (value.value === 'production') return 'production';
  throw new ConfigError(`NODE_ENV is "${value.value}"; it must be "production" or "development".`);
}

function parsePort(text: string | undefined): number {
  if (text === undefined) return 4000;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 1 && port <= 65_535) return port;
  throw new ConfigError(`PORT is "${text}"; it must be a whole number from 1 to 65535.`);
}

/** No newer than what this server hands out: a till that cannot get it would be stopped for good. */
function parseOldestTill(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const program = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (program >= 1 && program <= PROGRAM) return program;
  throw new ConfigError(
    `OLDEST_TILL is "${text}"; it must be a whole number from 1 to ${PROGRAM}, the program of this server.`,
  );
}

function parseDirectory(text: string | undefined): string {
  if (text?.includes('\0') === true)
    throw new ConfigError('DATA_DIR contains a NUL character, which no path can hold.');
  return resolve(projectRoot, text ?? 'data');
}

function parseDatabaseUrl(name: string, value: Setting | undefined): string | undefined {
  if (value === undefined) return undefined;
  const url = URL.canParse(value.value) ? new URL(value.value) : undefined;
  if (url !== undefined && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1) return value.value;
  // The value itself holds a password and is not repeated.
  throw new ConfigError(`${name} is not a PostgreSQL address of the form postgres://role:password@host:5432/database.`);
}

function parseRedisUrl(value: Setting | undefined): string | undefined {
  if (value === undefined) return undefined;
  const isSocket = /^unix:\/[^\0]+$/.test(value.value);
  const isAddress = URL.canParse(value.value) && /^rediss?:$/.test(new URL(value.value).protocol);
  if (isSocket || isAddress) return value.value;
  // The value itself may hold a password and is not repeated.
  throw new ConfigError(
    'REDIS_URL is not an address of the form redis://host:6379, rediss://… or unix:/path/to/socket.',
  );
}

function parseOrigin(value: Setting | undefined): string | undefined {
  if (value === undefined) return undefined;
  const url = URL.canParse(value.value) ? new URL(value.value) : undefined;
  const isOrigin =
    url !== undefined &&
    /^https?:$/.test(url.protocol) &&
    (value.value === url.origin || value.value === `${url.origin}/`);
  if (!isOrigin) {
    throw new ConfigError(
      `PUBLIC_ORIGIN is "${value.value}"; it must be an origin without a path, such as https://pos.example.com.`,
    );
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new ConfigError(
      `PUBLIC_ORIGIN is "${value.value}"; away from localhost browsers need https to sell offline.`,
    );
  }
  return url.origin;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || (isIP(hostname) === 4 && hostname.startsWith('127.'));
}

function allowedHosts(publicOrigin: string | undefined, list: string | undefined): readonly string[] {
  const hosts = new Set(['localhost', '127.0.0.1', '[::1]']);
  if (publicOrigin !== undefined) hosts.add(new URL(publicOrigin).hostname);
  for (const entry of (list ?? '').split(',')) {
    const host = entry.trim().toLowerCase();
    if (host === '') continue;
    if (!URL.canParse(`http://${host}`) || new URL(`http://${host}`).host !== host || /:\d+$/.test(host)) {
      throw new ConfigError(
        `ALLOWED_HOSTS has "${entry.trim()}"; write host names without scheme, port or path, separated by commas.`,
      );
    }
    hosts.add(host);
  }
  return Object.freeze([...hosts]);
}

function parseCorsOrigins(list: string | undefined): readonly string[] {
  const origins = (list ?? '').split(',').map((entry) => entry.trim());
  const named = origins.filter((origin) => origin !== '');
  for (const origin of named) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin || origin === 'null') {
      throw new ConfigError(
        `CORS_ORIGINS has "${origin}"; write origins without a path, such as https://reports.example.com, separated by commas.`,
      );
    }
  }
  return Object.freeze(named);
}

function parseLogLevel(text: string | undefined): LogLevel {
  const level = LOG_LEVELS.find((known) => known === (text ?? 'info'));
  if (level !== undefined) return level;
  throw new ConfigError(`LOG_LEVEL is "${text}"; it must be one of ${LOG_LEVELS.join(', ')}.`);
}
