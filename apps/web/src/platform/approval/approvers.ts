import type { Lease } from '@mosaajii/contract/registers';
import type { Reach } from '@mosaajii/domain/approval';
import type { Device } from '../device/index.ts';
import { findBadge, type KeptLease, openLease } from '../lease/index.ts';

export type Approver = Lease['people'][number];

/** What a person of the lease may do. */
export function reachOf({ permissions, limits }: Pick<Approver, 'permissions' | 'limits'>): Reach {
  return { permissions: new Set(permissions), limits };
}

/** Who could do it themselves and can say so at this register by PIN; `null` when the register has no lease to ask. */
export async function approversIn(
  device: Device,
  kept: KeptLease | null,
  isWithin: (reach: Reach) => boolean,
): Promise<readonly Approver[] | null> {
  const registration = device.enrolment.registration.get();
  const lease = kept === null || registration === null ? null : await openLease(kept, registration);
  if (lease === null) return null;
  const state = device.session.state.get();
  const asking = state.status === 'signed-out' ? null : state.session.user.userId;
  return lease.people.filter((person) => person.userId !== asking && isWithin(reachOf(person)));
}

/** Whose badge it is among those who may, and whether the shop lets a badge speak alone. */
export async function approverByBadge(
  device: Device,
  kept: KeptLease,
  badge: string,
  approvers: readonly Approver[],
): Promise<{ readonly person: Approver; readonly isEnough: boolean } | null> {
  const registration = device.enrolment.registration.get();
  const lease = registration === null ? null : await openLease(kept, registration);
  if (lease === null) return null;
  const userId = await findBadge(device.session, kept, lease.organizationId, badge);
  const person = approvers.find((one) => one.userId === userId);
  if (person === undefined) return null;
  // Absent in a lease of before.
  return { person, isEnough: (lease.badgeAlone as boolean | undefined) === true };
}
