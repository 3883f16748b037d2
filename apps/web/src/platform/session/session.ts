import type { RegisterState, Session } from '@mosaajii/contract/identity';
import type { ShopSettings } from '@mosaajii/contract/settings';
import type { Permission } from '@mosaajii/domain/permission';
import { type Observable, source } from '../device/observable.ts';
import type { CacheDatabase } from '../local-db/cache-db.ts';
import { guarded } from '../local-db/failures.ts';

export type ShopUser = RegisterState['users'][number];

/**
 * Who stands at this device. `locked` keeps everything as it was (the cart too) until the same or another user unlocks.
 */
export type SessionState =
  /** `endedFor`: whose work here was ended from afar; the screen says so. */
  | { readonly status: 'signed-out'; readonly endedFor?: string }
  | { readonly status: 'signed-in' | 'locked'; readonly session: Session };

/** Who is signed in and what the shop's settings are, kept so that the till starts without the server. */
export interface DeviceSession {
  readonly state: Observable<SessionState>;
  /** The shop's settings as last heard: from a session, a register's state or a change. `null` before the first contact. */
  readonly settings: Observable<ShopSettings | null>;
  /** The people of the shop, so that lists can name the cashier. */
  readonly users: Observable<readonly ShopUser[]>;
  /** Whether the person who is signed in may do this. False while locked or signed out. */
  can(permission: Permission): boolean;
  /**
   * The server has not been heard of for longer than the shop allows: cash sales go on, and nothing beyond them. A register
   * without a lease is not asked for one.
   */
  isLapsed(): boolean;
  /** Until when the lease of this register lasts, milliseconds since 1970. */
  putLeaseUntil(until: number): Promise<void>;
  /** After sign-in, set-up, or a refreshed session. */
  signedIn(session: Session): Promise<void>;
  lock(): Promise<void>;
  unlock(): Promise<void>;
  signedOut(): Promise<void>;
  putSettings(settings: ShopSettings): Promise<void>;
  putUsers(users: readonly ShopUser[]): Promise<void>;
  /** Small values of the identity screens that belong to this device, such as the verifier for unlocking offline. */
  value(name: string): Promise<unknown>;
  putValue(name: string, value: unknown): Promise<void>;
}

const STATE = 'session';
const SETTINGS = 'settings';
const USERS = 'users';
const LEASE = 'lease-until';
/** What goes on without a lease. */
const CASH_SALE: ReadonlySet<Permission> = new Set([
  'sales.create',
  'orders.read',
  'catalog.read',
  'shift.open',
  'shift.close',
  'settings.read',
]);

/** Reads what the device remembers. Other tabs call `reload` through the tab channel. */
export async function openSession(
  database: CacheDatabase,
  announce: () => void,
  trustedNow: () => number = Date.now,
): Promise<DeviceSession & { reload(): Promise<void> }> {
  const state = source<SessionState>({ status: 'signed-out' });
  const settings = source<ShopSettings | null>(null);
  const users = source<readonly ShopUser[]>([]);
  let leaseUntil: number | undefined;
  const isLapsed = () => leaseUntil !== undefined && trustedNow() > leaseUntil;
  const write = async (name: string, value: unknown) => {
    await guarded(() => database.put('values', value, name));
  };
  const put = async (next: SessionState) => {
    state.set(next);
    await write(STATE, next);
    announce();
  };
  const putSettings = async (next: ShopSettings) => {
    settings.set(next);
    await write(SETTINGS, next);
    const now = state.get();
    // The till sells and prints by the session's settings: they follow what the shop has decided meanwhile.
    if (now.status !== 'signed-out' && isOther(now.session, next)) {
      await put({ ...now, session: { ...now.session, organization: next.organization, store: next.store } });
    } else announce();
  };
  const putUsers = async (next: readonly ShopUser[]) => {
    users.set(next);
    await write(USERS, next);
    const now = state.get();
    // What somebody may do follows what was decided meanwhile, in the middle of their shift too.
    const own = now.status === 'signed-out' ? undefined : next.find(({ userId }) => userId === now.session.user.userId);
    if (now.status !== 'signed-out' && own && isOtherRights(now.session, own)) {
      await put({ ...now, session: { ...now.session, user: { ...now.session.user, ...own } } });
    } else if (now.status !== 'signed-out' && !own && isTheirShop(now.session)) {
      await put({ status: 'signed-out', endedFor: now.session.user.displayName });
    } else announce();
  };
  /** Only the register's own shop can say that somebody is not one of its people. */
  const isTheirShop = ({ organization }: Session) =>
    organization.organizationId === settings.get()?.organization.organizationId;
  const change = (status: 'signed-in' | 'locked') => {
    const now = state.get();
    return now.status === 'signed-out' ? Promise.resolve() : put({ ...now, status });
  };
  const reload = async () => {
    const tx = database.transaction('values');
    const [s, p, u, l] = await Promise.all([STATE, SETTINGS, USERS, LEASE].map((name) => tx.store.get(name)));
    state.set((s as SessionState | undefined) ?? { status: 'signed-out' });
    settings.set((p as ShopSettings | undefined) ?? null);
    users.set((u as readonly ShopUser[] | undefined) ?? []);
    leaseUntil = l as number | undefined;
  };
  await guarded(reload);
  return {
    state,
    settings,
    users,
    can(permission) {
      const now = state.get();
      const isAllowed = now.status === 'signed-in' && now.session.user.permissions.includes(permission);
      return isAllowed && (CASH_SALE.has(permission) || !isLapsed());
    },
    isLapsed,
    async putLeaseUntil(until) {
      leaseUntil = until;
      await write(LEASE, until);
      announce();
    },
    async signedIn(session) {
      await putSettings({ organization: session.organization, store: session.store });
      await put({ status: 'signed-in', session });
    },
    lock: () => change('locked'),
    unlock: () => change('signed-in'),
    signedOut: () => put({ status: 'signed-out' }),
    putSettings,
    putUsers,
    value: (name) => guarded(() => database.get('values', `identity:${name}`)),
    putValue: (name, value) => write(`identity:${name}`, value),
    reload: () => guarded(reload),
  };
}

function isOtherRights({ user: { permissions, limits, role } }: Session, own: ShopUser): boolean {
  return JSON.stringify([permissions, limits, role]) !== JSON.stringify([own.permissions, own.limits, own.role]);
}

/** The same settings come with every greeting of the server; only a difference may disturb a till. */
function isOther({ organization, store }: ShopSettings, next: ShopSettings): boolean {
  return JSON.stringify([organization, store]) !== JSON.stringify([next.organization, next.store]);
}
