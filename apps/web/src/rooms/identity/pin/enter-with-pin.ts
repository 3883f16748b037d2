import type { Session } from '@mosaajii/contract/identity';
import type { Lease, PinSession } from '@mosaajii/contract/registers';
import { ok, type Result, refuse } from '@mosaajii/domain';
import { type ApiProblem, api } from '../../../platform/api/index.ts';
import type { Device } from '../../../platform/device/index.ts';
import { checkPin, forgive, type KeptLease, keepLease, openLease, trustedNow } from '../../../platform/lease/index.ts';
import { proverOf } from '../sign-in.ts';

export type Person = Lease['people'][number];

export type PinRefusal =
  | { readonly kind: 'wrong' }
  /** Too many wrong ones here: only the server can decide, and it does not answer. */
  | { readonly kind: 'needs-server' }
  | { readonly kind: 'problem'; readonly problem: ApiProblem };

/** Who can open this register with a PIN, by the lease; nobody when there is none that holds. */
export async function peopleWithPin(device: Device, kept: KeptLease | null): Promise<readonly Person[]> {
  const registration = device.enrolment.registration.get();
  if (kept === null || registration === null) return [];
  const lease = await openLease(kept, registration);
  return lease?.people.filter(({ userId }) => kept.pins.some((pin) => pin.userId === userId)) ?? [];
}

/**
 * Opens the till for a person by their PIN. The device decides by itself and does not wait for the network; the server is
 * told beside it, so that the person's pages work too. When the PIN is not the one known here, the server may know another.
 */
export async function enterWithPin(
  device: Device,
  kept: KeptLease,
  person: Person,
  pin: string,
): Promise<Result<null, PinRefusal>> {
  const verdict = await checkPin(device.session, kept, person.userId, pin);
  if (verdict === 'right') {
    await open(device, kept, person);
    void tellServer(device, person, pin);
    return ok(null);
  }
  const asked = await askServer(device, person.userId, pin);
  if (asked.ok) {
    await forgive(device.session, person.userId);
    await open(device, kept, person);
    return ok(null);
  }
  const { error } = asked;
  if (error.code === 'pin-wrong') return refuse({ kind: 'wrong' });
  if (error.status > 0) return refuse({ kind: 'problem', problem: error });
  return refuse({ kind: verdict });
}

function askServer(device: Device, userId: string, pin: string): Promise<Result<PinSession, ApiProblem>> {
  return api.post<PinSession>('/register/sessions', { body: { userId, pin }, prove: proverOf(device) });
}

/** What the server said no to was never allowed: the PIN was changed, or the person was suspended, since the lease. */
async function tellServer(device: Device, person: Person, pin: string): Promise<void> {
  const asked = await askServer(device, person.userId, pin);
  if (asked.ok || (asked.error.code !== 'pin-wrong' && asked.error.code !== 'pin-locked')) return;
  const state = device.session.state.get();
  if (state.status === 'signed-in' && state.session.user.userId === person.userId) await device.session.lock();
}

async function open(device: Device, kept: KeptLease, person: Person): Promise<void> {
  const { session } = device;
  const settings = session.settings.get();
  if (settings === null) throw new Error('this register has not heard of its shop yet');
  const now = trustedNow(kept, device.journal.serverClock.reading(), device.now().getTime());
  await keepLease(session, { ...kept, latest: now });
  const { userId, displayName, role, permissions, limits } = person;
  const user = { userId, displayName, role, roles: [], permissions, limits };
  const before = session.state.get();
  const epoch = before.status === 'signed-out' ? userId : before.session.epoch;
  const opened: Session = { user, ...settings, epoch, serverTime: new Date(now).toISOString() };
  await session.signedIn(opened);
}
