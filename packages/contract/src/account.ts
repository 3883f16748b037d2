import { z } from 'zod';
import { email, newPassword } from './identity.ts';
import { count, isoTime, name, text, uuid } from './wire.ts';

/** The languages that messages are written in. */
export const MESSAGE_LANGUAGES = ['en', 'sw', 'fr', 'ar'] as const;
const language = z.enum(MESSAGE_LANGUAGES).nullable();

/** What belongs to the person and to no shop. */
export const account = z.strictObject({
  email: z.string(),
  displayName: z.string(),
  /** The language of messages; null as the shop. */
  locale: z.string().nullable(),
  passwordChangedAt: isoTime,
  /** More where the password stands alone. */
  minimumPasswordLength: count,
});
export type Account = z.infer<typeof account>;
export const accountPatch = z.strictObject({ locale: language.optional(), displayName: name(120).optional() });
export type AccountPatch = z.infer<typeof accountPatch>;

/** The address that the account is to have; a code is sent to it. */
export const newEmailRequest = z.strictObject({ email });
export const newEmailConfirmation = z.strictObject({ code: text(20, 1) });

/** Browsers that the account was used from, the last used first. */
export const knownDevices = z.strictObject({
  devices: z.array(
    z.strictObject({
      deviceId: uuid,
      isCurrent: z.boolean(),
      userAgent: z.string(),
      address: z.string(),
      createdAt: isoTime,
      lastSeenAt: isoTime,
    }),
  ),
});
export type KnownDevices = z.infer<typeof knownDevices>;

/** The token of a letter about a sign-in from a new browser. */
export const disownRequest = z.strictObject({ token: text(64, 1) });

export const newPasswordRequest = z.strictObject({ password: newPassword });
export const recoveryRequest = z.strictObject({ email });
export const recoveryCompletion = z.strictObject({ email, code: text(20, 1), password: newPassword });
