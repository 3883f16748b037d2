import type { Session } from '@mosaajii/contract/identity';
import type { Lease, PinSession } from '@mosaajii/contract/registers';
import { ok, type Result, refuse } from '@mosaajii/domain';
import { type ApiProblem, api } from '../../../platform/api/index.ts';
import type { Entrance } from '../../../platform/device/index.ts';
import {
  checkPin,
  findBadge,
  forgive,
  type KeptLease,
  keepLease,
  openLease,
  trustedNow,
} from '../../../platform/lease/index.ts';
import { proverOf } from '../sign-in.ts';

export type Person = Lease['people'][number];

export type PinRefusal =
  | { readonly kind: 'wrong' }
  /** Too many wrong ones here: only the server can decide, and it does not answer. */
  | { readonly kind: 'needs-server' }
  /** Right, but chosen by somebody else: it opens when its person has chosen another. */
  | { readonly kind: 'must-change' }
  | { readonly kind: 'problem'; readonly problem: ApiProblem };

/** Who can open this register with a PIN, by the lease; nobody when there is none that holds. */
export async function peopleWithPin(entrance: Entrance, kept: KeptLease | null): Promise<readonly Person[]> {
  const registration = entrance.enrolment.registration.get();
  if (kept === null || registration === null) return [];
  const lease = await openLease(kept, registration);
  return lease?.people.filter(({ userId }) => kept.pins.some((pin) => pin.userId === userId)) ?? [];
}

/**
 * Opens the till for a person by their PIN. The device decides by itself and does not wait for the network; the server is
 * told beside it, so that the person's pages work too. When the PIN is not the one known here, the server may know another.
 */
export async function enterWithPin(
  entrance: Entrance,
  kept: KeptLease,
  person: Person,
  pin: string,
): Promise<Result<null, PinRefusal>> {
  const verdict = await checkPin(entrance.session, kept, person.userId, pin);
  if (verdict === 'right') {
    if (await hasToChange(entrance, kept, person, pin)) return refuse({ kind: 'must-change' });
    await open(entrance, kept, person);
    void tellServer(entrance, person, '/register/sessions', { userId: person.userId, pin });
    return ok(null);
  }
  const asked = await askServer(entrance, person.userId, pin);
  if (asked.ok) {
    await forgive(entrance.session, person.userId);
    await open(entrance, kept, person);
    return ok(null);
  }
  const { error } = asked;
  if (error.code === 'pin-must-change') return refuse({ kind: 'must-change' });
  if (error.code === 'pin-wrong') return refuse({ kind: 'wrong' });
  if (error.status > 0) return refuse({ kind: 'problem', problem: error });
  return refuse({ kind: verdict });
}

/** Asked of the server, because only there another one can be chosen: without it the till opens as it is. */
async function hasToChange(entrance: Entrance, kept: KeptLease, person: Person, pin: string): Promise<boolean> {
  if (kept.pins.find(({ userId }) => userId === person.userId)?.mustChange !== true) return false;
  const asked = await askServer(entrance, person.userId, pin);
  return !asked.ok && asked.error.code === 'pin-must-change';
}

/** Replaces the own PIN and opens the till with the new one. Only the server can do that. */
export async function changePin(
  entrance: Entrance,
  kept: KeptLease,
  person: Person,
  { pin, newPin }: { readonly pin: string; readonly newPin: string },
): Promise<Result<null, PinRefusal>> {
  const { userId } = person;
  const changed = await api.post('/register/pin', { body: { userId, pin, newPin }, prove: proverOf(entrance) });
  if (!changed.ok) {
    return refuse(changed.error.code === 'pin-wrong' ? { kind: 'wrong' } : { kind: 'problem', problem: changed.error });
  }
  await forgive(entrance.session, userId);
  await open(entrance, kept, person);
  void tellServer(entrance, person, '/register/sessions', { userId, pin: newPin });
  return ok(null);
}

export type BadgeOutcome =
  | { readonly kind: 'opened' }
  /** The shop asks for the PIN too. */
  | { readonly kind: 'pin'; readonly person: Person }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'no-pin'; readonly person: Person };

/** A badge was scanned on the locked till. Decided on the device, with or without the network, like a PIN. */
export async function enterWithBadge(entrance: Entrance, kept: KeptLease, badge: string): Promise<BadgeOutcome> {
  const registration = entrance.enrolment.registration.get();
  const lease = registration === null ? null : await openLease(kept, registration);
  if (lease === null) return { kind: 'unknown' };
  const userId = await findBadge(entrance.session, kept, lease.organizationId, badge);
  const person = lease.people.find((one) => one.userId === userId);
  if (person === undefined) return { kind: 'unknown' };
  // Absent in a lease of before.
  const isEnough = (lease.badgeAlone as boolean | undefined) === true;
  if (!isEnough) {
    return { kind: kept.pins.some((pin) => pin.userId === userId) ? 'pin' : 'no-pin', person };
  }
  await open(entrance, kept, person);
  void tellServer(entrance, person, '/register/badge-sessions', { badge });
  return { kind: 'opened' };
}

function askServer(entrance: Entrance, userId: string, pin: string): Promise<Result<PinSession, ApiProblem>> {
  return api.post<PinSession>('/register/sessions', { body: { userId, pin }, prove: proverOf(entrance) });
}

/** What the server says of somebody who was never allowed in: changed, taken away or suspended since the lease. */
const NEVER_ALLOWED: ReadonlySet<string> = new Set([
  'pin-wrong',
  'pin-locked',
  'pin-must-change',
  'badge-unknown',
  'badge-needs-pin',
]);

/** Beside the open till: it is closed again for whom the server does not let in. */
async function tellServer(entrance: Entrance, person: Person, path: string, body: object): Promise<void> {
  const asked = await api.post<PinSession>(path, { body, prove: proverOf(entrance) });
  if (asked.ok || !NEVER_ALLOWED.has(asked.error.code)) return;
  const state = entrance.session.state.get();
  if (state.status === 'signed-in' && state.session.user.userId === person.userId) await entrance.session.lock();
}

async function open(entrance: Entrance, kept: KeptLease, person: Person): Promise<void> {
  const { session } = entrance;
  const settings = session.settings.get();
  if (settings === null) throw new Error('this register has not heard of its shop yet');
  const now = trustedNow(kept, entrance.serverClock.reading(), entrance.now().getTime());
  await keepLease(session, { ...kept, latest: now });
  const { userId, displayName, role, permissions, limits } = person;
  const user = { userId, displayName, role, roles: [], permissions, limits };
  const before = session.state.get();
  const epoch = before.status === 'signed-out' ? userId : before.session.epoch;
  const opened: Session = { user, ...settings, epoch, serverTime: new Date(now).toISOString() };
  await session.signedIn(opened);
}
