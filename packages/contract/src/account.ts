import { z } from 'zod';
import { email, newPassword } from './identity.ts';
import { count, isoTime, text } from './wire.ts';

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
export const accountPatch = z.strictObject({ locale: language });
export type AccountPatch = z.infer<typeof accountPatch>;

export const newPasswordRequest = z.strictObject({ password: newPassword });
export const recoveryRequest = z.strictObject({ email });
export const recoveryCompletion = z.strictObject({ email, code: text(20, 1), password: newPassword });
