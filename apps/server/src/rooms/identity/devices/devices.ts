import { randomBytes } from 'node:crypto';
import { hashOfSecret } from '../../../platform/access/index.ts';
import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
/** A browser that was not here for so long has lost its cookie. */
const KEPT_MS = 400 * 24 * 3_600_000;
const MOST_KEPT = 50;

/** The browser that a request comes from, as far as it says. */
export interface Browser {
  readonly deviceToken?: string | undefined;
  readonly userAgent: string;
  readonly address: string;
}

export interface Remembered {
  /** What the browser is to show from now on. */
  readonly token: string;
  readonly deviceId: string;
  /** The account was never used from here; for the first browser of all nobody needs to be told. */
  readonly isWorthTelling: boolean;
}

/** The browser's name for counting failures, when the account knows it: a stranger elsewhere does not lock it out. */
export async function knownBrowser(
  tx: GlobalTx,
  accountId: string,
  token: string | undefined,
): Promise<string | undefined> {
  if (token === undefined || !TOKEN.test(token)) return undefined;
  const [row] = await tx.query<{ device_id: string }>(
    'select device_id from account_device where account_id = $1 and token_hash = $2',
    [accountId, hashOfSecret(token)],
  );
  return row === undefined ? undefined : `browser:${row.device_id}`;
}

/**
 * Writes down that an account was just used from a browser. One that nobody knows is given a token of its own, whatever it showed:
 * what somebody planted is never taken over. One that another person uses as well keeps its token.
 */
export async function rememberBrowser(
  deps: Pick<Deps, 'clock' | 'ids' | 'personal'>,
  tx: GlobalTx,
  accountId: string,
  browser: Browser,
): Promise<Remembered> {
  const now = deps.clock.now();
  const shown = browser.deviceToken !== undefined && TOKEN.test(browser.deviceToken) ? browser.deviceToken : undefined;
  const known = shown === undefined ? [] : await devicesOf(tx, shown);
  const own = known.find((device) => device.account_id === accountId);
  const token = shown !== undefined && known.length > 0 ? shown : randomBytes(32).toString('base64url');
  const deviceId = own?.device_id ?? deps.ids.next();
  const sealed = await sealBrowser(deps, tx, deviceId, browser);
  const written = await tx.query<{ device_id: string; is_new: boolean }>(
    'insert into account_device as d (device_id, account_id, token_hash, user_agent_sealed, address_sealed, created_at, last_seen_at)' +
      ' values ($1, $2, $3, $4, $5, $6, $6) on conflict (account_id, token_hash) do update set last_seen_at = $6' +
      ' returning device_id, xmax = 0 as is_new',
    [deviceId, accountId, hashOfSecret(token), sealed.userAgent, sealed.address, now],
  );
  const [row] = written;
  if (row === undefined) throw new Error('a browser that was just written is gone');
  if (!row.is_new && row.device_id === deviceId) await moveBrowser(tx, deviceId, sealed);
  await forgetUnused(tx, accountId, now);
  const first = await tx.query(
    'update account set first_device_at = $2 where account_id = $1 and first_device_at is null returning account_id',
    [accountId, now],
  );
  return { token, deviceId: row.device_id, isWorthTelling: row.is_new && first.length === 0 };
}

async function devicesOf(tx: GlobalTx, token: string): Promise<{ device_id: string; account_id: string }[]> {
  return tx.query('select device_id, account_id from account_device where token_hash = $1 limit 200', [
    hashOfSecret(token),
  ]);
}

interface SealedBrowser {
  readonly userAgent: string;
  readonly address: string;
}

async function sealBrowser(
  { personal }: Pick<Deps, 'personal'>,
  tx: GlobalTx,
  deviceId: string,
  { userAgent, address }: Browser,
): Promise<SealedBrowser> {
  const place = { table: 'account_device', rowId: deviceId } as const;
  return {
    userAgent: await personal.seal(tx, { ...place, column: 'user_agent' }, userAgent.slice(0, 300)),
    address: await personal.seal(tx, { ...place, column: 'address' }, address.slice(0, 64)),
  };
}

/** A browser is updated and moves about: the list shows where it was last. */
async function moveBrowser(tx: GlobalTx, deviceId: string, sealed: SealedBrowser): Promise<void> {
  await tx.query('update account_device set user_agent_sealed = $2, address_sealed = $3 where device_id = $1', [
    deviceId,
    sealed.userAgent,
    sealed.address,
  ]);
}

async function forgetUnused(tx: GlobalTx, accountId: string, now: Date): Promise<void> {
  await tx.query(
    'delete from account_device where account_id = $1 and (last_seen_at < $2 or device_id in' +
      ` (select device_id from account_device where account_id = $1 order by last_seen_at desc, device_id offset ${MOST_KEPT}))`,
    [accountId, new Date(now.getTime() - KEPT_MS)],
  );
}

interface DeviceRow {
  readonly device_id: string;
  readonly token_hash: string;
  readonly user_agent_sealed: string;
  readonly address_sealed: string;
  readonly created_at: Date;
  readonly last_seen_at: Date;
}

export interface KnownDevice {
  readonly deviceId: string;
  readonly isCurrent: boolean;
  readonly userAgent: string;
  readonly address: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
}

/** The browsers of an account, the last used first. */
export async function listBrowsers(
  { db, personal }: Pick<Deps, 'db' | 'personal'>,
  accountId: string,
  token: string | undefined,
): Promise<KnownDevice[]> {
  const current = token === undefined ? '' : hashOfSecret(token);
  return db.globalTx(async (tx) => {
    const rows = await tx.query<DeviceRow>(
      'select device_id, token_hash, user_agent_sealed, address_sealed, created_at, last_seen_at from account_device' +
        ' where account_id = $1 order by last_seen_at desc, device_id',
      [accountId],
    );
    const devices: KnownDevice[] = [];
    for (const row of rows) {
      const place = { table: 'account_device', rowId: row.device_id } as const;
      devices.push({
        deviceId: row.device_id,
        isCurrent: row.token_hash === current,
        userAgent: await personal.open(tx, { ...place, column: 'user_agent' }, row.user_agent_sealed),
        address: await personal.open(tx, { ...place, column: 'address' }, row.address_sealed),
        createdAt: row.created_at.toISOString(),
        lastSeenAt: row.last_seen_at.toISOString(),
      });
    }
    return devices;
  });
}
