import { ROLES } from '@mosaajii/domain/permission';
import { z } from 'zod';
import { publicKeyJwk, registerState } from './identity.ts';
import { count, isoTime, name, text, uuid } from './wire.ts';

/** What somebody types at a till. What it must not be is the server's to say. */
export const pin = z.string().regex(/^[0-9]{6}$/, 'must be 6 digits');
export const presentedPin = text(12, 1);

/** A register as its administrators see it. */
export const registerCard = z.strictObject({
  registerId: uuid,
  storeId: uuid,
  code: z.string(),
  name: z.string(),
  purpose: z.enum(['till', 'import']),
  /** `waiting`: no device has typed its code yet. */
  state: z.enum(['waiting', 'active', 'revoked']),
  series: z.string().nullable(),
  lastSeenAt: isoTime.nullable(),
  /** Operations that waited on the device when it last asked for its lease. */
  unsent: count.nullable(),
  cashierId: uuid.nullable(),
  cashierName: z.string().nullable(),
  leaseExpiresAt: isoTime.nullable(),
  /** Until when an enrolment code can be typed; null when there is none. */
  codeExpiresAt: isoTime.nullable(),
  /** This browser’s session was opened at this register. */
  isThis: z.boolean(),
});
export type RegisterCard = z.infer<typeof registerCard>;
export const registerCards = z.strictObject({ registers: z.array(registerCard), leaseDays: z.int() });
export type RegisterCards = z.infer<typeof registerCards>;

export const prepareRegisterRequest = z.strictObject({
  name: name(120),
  /** The first store that the asker may enrol in unless named. */
  storeId: uuid.optional(),
});
export const renameRegisterRequest = z.strictObject({ name: name(120) });
export const leaseDaysRequest = z.strictObject({ days: z.int().min(1).max(30) });

/** The code in full is stated once and never again. */
export const registerCode = z.strictObject({
  registerId: uuid,
  registerCode: z.string(),
  code: z.string(),
  expiresAt: isoTime,
});
export type RegisterCode = z.infer<typeof registerCode>;

export const enrolByCodeRequest = z.strictObject({ code: text(20, 1), publicKey: publicKeyJwk });

/** What a register says about itself when it asks for its lease. */
export const leaseRequest = z.strictObject({ unsent: count.max(10_000_000), cashierId: uuid.nullable() });

/** How a device recognises a PIN: argon2id of it with this salt gives the verifier. All base64url. */
export const pinVerifier = z.strictObject({
  userId: uuid,
  salt: z.string(),
  verifier: z.string(),
  /** Somebody else chose it: it opens nothing before its person has chosen another, while the server can be asked. */
  mustChange: z.boolean(),
});
export type PinVerifier = z.infer<typeof pinVerifier>;

/** How a device recognises a badge: SHA-256 of the organization's id, a space and the code, hexadecimal. */
export const badgeVerifier = z.strictObject({ userId: uuid, index: z.string() });
export type BadgeVerifier = z.infer<typeof badgeVerifier>;

/** Who may work at a register while the server is away, and until when. The signed text is this document as JSON. */
export const lease = z.strictObject({
  organizationId: uuid,
  storeId: uuid,
  registerId: uuid,
  keyId: uuid,
  people: registerState.shape.users,
  /** A badge opens this register without a PIN. */
  badgeAlone: z.boolean(),
  /** What the register may take out of cards, credit and points without asking, each day; absent in a lease of before. */
  allowance: z.strictObject({ perDayMinor: count, perPurseMinor: count }).optional(),
  issuedAt: isoTime,
  expiresAt: isoTime,
});
export type Lease = z.infer<typeof lease>;

export const leaseKey = z.strictObject({
  kid: z.string(),
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
});
export const leaseAnswer = z.strictObject({
  lease: z.strictObject({ text: z.string(), keyId: z.string(), signature: z.string() }),
  /** The present key first; a register takes them with its lease, over its own connection. */
  keys: z.array(leaseKey),
  /** Beside the lease: the device mixes them with a key of its own before it keeps them. */
  pins: z.array(pinVerifier),
  /** Like the PINs. */
  badges: z.array(badgeVerifier),
  /** argon2id: memory in KiB, passes, lanes. */
  pinParameters: z.strictObject({ memoryKib: z.int(), passes: z.int(), lanes: z.int() }),
  serverTime: isoTime,
});
export type LeaseAnswer = z.infer<typeof leaseAnswer>;

export const pinSessionRequest = z.strictObject({ userId: uuid, pin: presentedPin });
/** What a scanner reads. What it must be is the server's to say. */
export const badgeSessionRequest = z.strictObject({ badge: text(64, 1) });
/** The person at the till: the present PIN proves who asks. */
export const changePinRequest = z.strictObject({ userId: uuid, pin: presentedPin, newPin: pin });

/** What the shop wants of PINs and badges. */
export const staffEntryRules = z.strictObject({
  /** A badge opens a till without a PIN; otherwise it says who it is, and the PIN lets in. */
  badgeAlone: z.boolean(),
  /** A PIN that somebody else has set is changed by its person at the first use. */
  ownPins: z.boolean(),
});
export type StaffEntryRules = z.infer<typeof staffEntryRules>;

/** The code is stated once and never again. */
export const givenBadge = z.strictObject({ userId: uuid, displayName: z.string(), badge: z.string() });
export type GivenBadge = z.infer<typeof givenBadge>;

/** Who has a PIN or a badge. Never the PIN, never the badge's code. */
export const staffPin = z.strictObject({
  userId: uuid,
  displayName: z.string(),
  role: z.enum(ROLES),
  hasPin: z.boolean(),
  setAt: isoTime.nullable(),
  lockedUntil: isoTime.nullable(),
  /** Since when the person's present badge works; null without one. */
  badgeSince: isoTime.nullable(),
  /** Whether the asker may give and take both: every role of the person lies in the stores whose people they administer. */
  canManage: z.boolean(),
});
export type StaffPin = z.infer<typeof staffPin>;
export const staffPins = z.strictObject({ people: z.array(staffPin), rules: staffEntryRules });
export type StaffPins = z.infer<typeof staffPins>;
export const setPinRequest = z.strictObject({ pin });
/** Whether the server knows the person now too: staff without an account only sell. */
export const pinSession = z.strictObject({ isSignedIn: z.boolean(), serverTime: isoTime });
export type PinSession = z.infer<typeof pinSession>;
