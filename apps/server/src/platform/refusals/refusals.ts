import type { Recognition } from '../access/index.ts';
import type { Database } from '../database/index.ts';
import { recordChange } from '../feed/index.ts';
import type { Log } from '../log/index.ts';

/** Who was refused, as far as it is known. A claim and an e-mail have not been checked. */
export type RefusedActor =
  | { readonly kind: 'user'; readonly organizationId: string; readonly userId: string }
  | { readonly kind: 'register'; readonly organizationId: string; readonly registerId: string }
  | { readonly kind: 'claim'; readonly organizationId: string; readonly keyId: string }
  | { readonly kind: 'email'; readonly email: string };

export interface Refusal {
  readonly who: RefusedActor;
  readonly code: string;
  readonly operation: string;
  readonly permission: string | null;
  readonly address: string;
  readonly requestId: string;
  readonly userAgent: string;
}

export interface Refusals {
  /** Never waits, never throws. */
  note(refusal: Refusal): void;
  /** Writes what was counted and not written yet, and waits for it. */
  stop(): Promise<void>;
}

interface RefusalOptions {
  readonly db: Database;
  readonly log: Log;
  readonly clock: { now(): Date };
  readonly usersOf: Recognition['usersOf'];
}

/** Refusals of one kind since the last entry about them. */
interface Window {
  readonly refusal: Refusal;
  since: Date;
  count: number;
}

const WINDOW_MS = 60_000;
/** Of one shop (or of all attempts to sign in) that are told apart at a time. */
const MOST_WINDOWS = 100;
/** Shops that anybody may name in a credential; beyond them nothing is told apart. */
const MOST_SCOPES = 1_000;
/** Writes that wait for the database; more are dropped into the log. */
const MOST_WAITING = 200;

/** Audits refusals at most once a minute for each actor and operation, with a count. */
export function openRefusals(options: RefusalOptions): Refusals {
  const scopes = new Map<string, Map<string, Window>>();
  const writing = new Set<Promise<void>>();
  const write = (refusal: Refusal, count: number, since: Date): void => {
    const { code, operation, address, requestId } = refusal;
    if (writing.size >= MOST_WAITING) {
      options.log.warn({ code, operation, address, requestId, count }, 'a refusal was not audited: too many wait');
      return;
    }
    const done = writeRefusal(options, refusal, count, since)
      .catch((error: unknown) => options.log.error({ err: error, code, operation }, 'a refusal could not be audited'))
      .finally(() => writing.delete(done));
    writing.add(done);
  };
  const close = (scope: string, windows: Map<string, Window>, isOver: (window: Window) => boolean): void => {
    for (const [key, window] of windows) {
      if (!isOver(window)) continue;
      windows.delete(key);
      if (window.count > 0) write(window.refusal, window.count, window.since);
    }
    if (windows.size === 0) scopes.delete(scope);
  };
  const closeOver = (): void => {
    const limit = options.clock.now().getTime() - WINDOW_MS;
    for (const [scope, windows] of scopes) close(scope, windows, ({ since }) => since.getTime() <= limit);
  };
  const timer = setInterval(closeOver, WINDOW_MS / 4);
  timer.unref();
  const note = (refusal: Refusal): void => {
    closeOver();
    const scope = scopeOf(refusal.who, scopes);
    const windows = scopes.get(scope) ?? new Map<string, Window>();
    scopes.set(scope, windows);
    const exact = keyOf(refusal);
    const key = windows.has(exact) || windows.size < MOST_WINDOWS ? exact : 'others';
    const window = windows.get(key);
    if (window !== undefined) {
      window.count += 1;
      return;
    }
    const since = options.clock.now();
    windows.set(key, { refusal, since, count: 0 });
    write(refusal, 1, since);
  };
  return {
    note,
    stop: async () => {
      clearInterval(timer);
      for (const [scope, windows] of scopes) close(scope, windows, () => true);
      await Promise.all(writing);
    },
  };
}

function scopeOf(who: RefusedActor, scopes: ReadonlyMap<string, unknown>): string {
  const scope = who.kind === 'email' ? 'sign-in' : who.organizationId;
  return scopes.has(scope) || scopes.size < MOST_SCOPES ? scope : 'others';
}

function keyOf({ who, code, operation, permission, address }: Refusal): string {
  const { kind } = who;
  const name =
    kind === 'user' ? who.userId : kind === 'register' ? who.registerId : kind === 'claim' ? who.keyId : who.email;
  return JSON.stringify([kind, name, code, operation, permission, address]);
}

interface Concerned {
  readonly organizationId: string;
  readonly userId: string | null;
  readonly registerId: string | null;
}

async function writeRefusal(
  { db, log, usersOf }: RefusalOptions,
  refusal: Refusal,
  count: number,
  since: Date,
): Promise<void> {
  const { who, code, operation, permission, address, requestId, userAgent } = refusal;
  const concerned = await concernedBy(db, usersOf, who);
  if (concerned.length === 0) log.warn({ code, operation, address, requestId, count }, 'refused; it concerns no shop');
  for (const { organizationId, userId, registerId } of concerned) {
    const claimed = who.kind === 'claim' ? { claimedKeyId: who.keyId } : {};
    await db.tx(organizationId, (tx) =>
      recordChange(tx, {
        kind: 'identity',
        ids: [],
        audit: [
          {
            action: 'access.refused',
            subjectKind: 'operation',
            subjectId: operation,
            // An attempt on somebody's account is not theirs: it is told in the detail.
            ...(who.kind === 'user' && userId !== null ? { userId } : {}),
            ...(registerId === null ? {} : { registerId }),
            detail: {
              reason: code,
              permission,
              count,
              since: since.toISOString(),
              userAgent,
              ...claimed,
              ...(who.kind === 'email' ? { attemptedUserId: userId } : {}),
            },
            requestId,
            address,
          },
        ],
      }),
    );
  }
}

/** A claim may name any shop: only one that exists is written to. */
async function concernedBy(
  db: Database,
  usersOf: Recognition['usersOf'],
  who: RefusedActor,
): Promise<readonly Concerned[]> {
  switch (who.kind) {
    case 'user':
      return [{ organizationId: who.organizationId, userId: who.userId, registerId: null }];
    case 'register':
      return [{ organizationId: who.organizationId, userId: null, registerId: who.registerId }];
    case 'email':
      return (await usersOf(who.email)).map((user) => ({ ...user, registerId: null }));
    case 'claim': {
      const { organizationId } = who;
      const found = await db.globalTx((tx) =>
        tx.query('select 1 from tenant where organization_id = $1', [organizationId], 'is-tenant'),
      );
      return found.length === 0 ? [] : [{ organizationId, userId: null, registerId: null }];
    }
  }
}
