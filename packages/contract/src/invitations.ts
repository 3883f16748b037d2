import { ROLES } from '@mosaajii/domain/permission';
import { z } from 'zod';
import { email, newPassword } from './identity.ts';
import { isoTime, name, text, uuid } from './wire.ts';

const role = z.enum(ROLES);

export const invitationRequest = z.strictObject({
  invitationId: uuid,
  email,
  displayName: name(120),
  role,
  /** Null: in all stores. */
  storeIds: z.array(uuid).min(1).max(200).nullable().default(null),
  /** Somebody without an account who gets one; absent for somebody new. */
  userId: uuid.optional(),
  /** By e-mail; or link and code are handed over in person. */
  delivery: z.enum(['email', 'in-person']),
  /** Of the message; the shop's own when absent. */
  locale: text(35, 2).optional(),
});
export type InvitationRequest = z.output<typeof invitationRequest>;

export const invitation = z.strictObject({
  invitationId: uuid,
  email: z.string(),
  displayName: z.string(),
  role,
  storeIds: z.array(uuid).nullable(),
  userId: uuid.nullable(),
  delivery: z.enum(['email', 'in-person']),
  /** `expired` is a pending one after seven days: sending it again gives it seven more. */
  state: z.enum(['pending', 'expired', 'accepted', 'withdrawn']),
  invitedBy: uuid,
  createdAt: isoTime,
  sentAt: isoTime,
  expiresAt: isoTime,
  /** Where it is accepted, below the address of the installation. */
  path: z.string(),
  /** Whether the asker may administer people in all the stores that it is for. */
  canManage: z.boolean(),
});
export type Invitation = z.infer<typeof invitation>;
/** The newest first; at most 500. */
export const invitationList = z.strictObject({ items: z.array(invitation) });
export type InvitationList = z.infer<typeof invitationList>;

/** Several invitations at once. */
export const sendManyRequest = z.strictObject({ invitationIds: z.array(uuid).min(1).max(200) });
export const invitationsSent = z.strictObject({
  items: z.array(
    z.strictObject({
      invitationId: uuid,
      /** `unchanged`: it was sent less than a minute ago. */
      outcome: z.enum(['sent', 'unchanged', 'refused']),
      code: z.string().nullable(),
      detail: z.string().nullable(),
    }),
  ),
});
export type InvitationsSent = z.infer<typeof invitationsSent>;

/** A code to hand over, shown once. */
export const handedCode = z.strictObject({ code: z.string(), expiresAt: isoTime });
export type HandedCode = z.infer<typeof handedCode>;

const invited = { organizationId: uuid, invitationId: uuid };
export const joinCodeRequest = z.strictObject(invited);
const typedCode = text(20, 1);
export const joinCheckRequest = z.strictObject({ ...invited, code: typedCode });
/** What the invitation is about, told to whoever has its code. */
export const joinOffer = z.strictObject({
  shopName: z.string(),
  email: z.string(),
  displayName: z.string(),
  role,
  /** The address has an account in this installation: its password stays, and it joins the shop. */
  hasAccount: z.boolean(),
});
export type JoinOffer = z.infer<typeof joinOffer>;
export const joinRequest = z.strictObject({
  ...invited,
  code: typedCode,
  displayName: name(120),
  /** Of the new account; absent when the address has one. */
  password: newPassword.optional(),
});
export type JoinRequest = z.output<typeof joinRequest>;
