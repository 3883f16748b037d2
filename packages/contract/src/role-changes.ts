import { ROLES } from '@mosaajii/domain/permission';
import { z } from 'zod';
import { grantInput, limits, permission, personName } from './roles.ts';
import { isoTime, text, uuid } from './wire.ts';

const content = z.strictObject({
  name: z.string(),
  description: z.string(),
  permissions: z.array(permission),
  limits,
});
const given = z.strictObject({ baseRole: z.enum(ROLES).nullable(), grants: z.array(grantInput) });

export const ROLE_CHANGE_STATES = ['pending', 'approved', 'declined', 'withdrawn', 'expired'] as const;

/** A change of roles that waits, or waited, for a second person. */
export const pendingRoleChange = z.strictObject({
  changeId: uuid,
  /** The name of the role or of the person that it is about. */
  subject: z.string(),
  subjectId: uuid,
  change: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('role'), before: content, wanted: content }),
    z.strictObject({ kind: z.literal('grants'), before: given, wanted: given }),
  ]),
  state: z.enum(ROLE_CHANGE_STATES),
  requestedBy: personName,
  requestedAt: isoTime,
  expiresAt: isoTime,
  decidedBy: personName.nullable(),
  decidedAt: isoTime.nullable(),
  /** `self-approved`: nobody else could. */
  method: z.enum(['second-person', 'self-approved']).nullable(),
  note: z.string(),
  /** What the asker can do about it: approve it as one of these, or nothing. */
  mayApproveAs: z.enum(['second-person', 'self-approved']).nullable(),
});
export type PendingRoleChange = z.infer<typeof pendingRoleChange>;

/** The answer to a change that was not made: it waits for somebody else. */
export const awaitingChange = z.strictObject({ awaiting: z.strictObject({ changeId: uuid, expiresAt: isoTime }) });
export type AwaitingChange = z.infer<typeof awaitingChange>;

export const roleChangeList = z.strictObject({
  items: z.array(pendingRoleChange),
  /** Whether the shop asks for a second person at all. */
  asksSecondPerson: z.boolean(),
  /** Only the owner of the shop sets that. */
  maySetRule: z.boolean(),
});
export type RoleChangeList = z.infer<typeof roleChangeList>;

export const roleRule = z.strictObject({ asksSecondPerson: z.boolean() });
export const declineRequest = z.strictObject({ note: text(500, 1) });
