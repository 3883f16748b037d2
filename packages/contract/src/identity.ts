import { ROLES } from '@mosaajii/domain/permission';
import { z } from 'zod';
import { limits, permission } from './roles.ts';
import { organizationSettings, shopSettings, storeSettings, timeZone } from './settings.ts';
import { count, currencyCode, isoTime, name, positiveMinor, roundingMode, text, uuid } from './wire.ts';

const role = z.enum(ROLES);

/** Trimmed and in lower case; one @ with something on both sides, and nothing that a mail would take for a second recipient. */
export const email = text(254)
  .trim()
  .toLowerCase()
  .regex(/^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/, 'must be an e-mail address');
/** As typed at sign-in: bounded, never judged. */
const presentedPassword = text(128, 1);
export const newPassword = text(128).min(12, 'must have at least 12 characters');

/** A P-256 public key as WebCrypto exports it. Whatever else the export says (ext, key_ops) is dropped. */
export const publicKeyJwk = z
  .object({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be a coordinate of P-256 in base64url'),
    y: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be a coordinate of P-256 in base64url'),
  })
  .describe('P-256 public key, JWK');
export type PublicKeyJwk = z.infer<typeof publicKeyJwk>;

export const setupStatus = z.strictObject({ isSetUp: z.boolean(), epoch: uuid });
export type SetupStatus = z.infer<typeof setupStatus>;

export const setupTax = z.strictObject({
  name: name(60),
  ratePpm: z.int().min(0).max(1_000_000),
});

export const setupRequest = z.strictObject({
  /** The one-time token of the address that the server printed. */
  token: text(128, 1),
  country: z.string().regex(/^[A-Z]{2}$/),
  currency: currencyCode,
  locale: text(35, 2),
  shop: z.strictObject({
    name: name(120),
    legalName: text(200).default(''),
    taxNumber: text(60).default(''),
    timeZone,
    addressLines: z.array(text(120)).max(6).default([]),
  }),
  pricesIncludeTax: z.boolean(),
  cashRounding: z.strictObject({ unitMinor: positiveMinor, mode: roundingMode }).nullable(),
  /** As confirmed by the owner; the first one is the usual one. Empty: the shop charges no tax. */
  taxes: z.array(setupTax).max(12),
  owner: z.strictObject({ displayName: name(120), email, password: newPassword }),
  register: z.strictObject({ name: name(120), publicKey: publicKeyJwk }),
});
export type SetupRequest = z.input<typeof setupRequest>;

export const sessionUser = z.strictObject({
  userId: uuid,
  displayName: z.string(),
  role,
  /** Everything that the person has been given, by its name. */
  roles: z.array(z.string()),
  permissions: z.array(permission),
  limits,
});
export type SessionUser = z.infer<typeof sessionUser>;

export const session = z.strictObject({
  user: sessionUser,
  organization: organizationSettings,
  store: storeSettings,
  epoch: uuid,
  serverTime: isoTime,
});
export type Session = z.infer<typeof session>;

/** What a register keeps of its enrolment. `secret` is stated once and never again. */
export const enrolment = z.strictObject({
  organizationId: uuid,
  storeId: uuid,
  registerId: uuid,
  registerCode: z.string(),
  registerName: z.string(),
  keyId: uuid,
  series: z.string(),
  /** `Authorization: Register <organizationId>.<keyId>.<secret>` */
  secret: z.string(),
});
export type Enrolment = z.infer<typeof enrolment>;

export const setupResponse = z.strictObject({ session, enrolment });
export type SetupResponse = z.infer<typeof setupResponse>;

export const signInRequest = z.strictObject({ email: text(254, 1), password: presentedPassword });
export type SignInRequest = z.infer<typeof signInRequest>;
export const unlockRequest = z.strictObject({ password: presentedPassword });
export const done = z.strictObject({});

/** Where somebody is signed in. `sessionId` names the session and opens nothing. */
export const sessionItem = z.strictObject({
  sessionId: uuid,
  /** The session that asks. */
  isCurrent: z.boolean(),
  /** A register's session lasts a shift, an office's ends soon after the last request. */
  kind: z.enum(['office', 'register']),
  /** As the browser called itself at sign-in; not to be trusted, only to be recognised by its owner. */
  userAgent: z.string(),
  /** The network address of the sign-in. */
  address: z.string(),
  createdAt: isoTime,
  lastSeenAt: isoTime,
  expiresAt: isoTime,
});
export type SessionItem = z.infer<typeof sessionItem>;
/** The last used first. */
export const sessionList = z.strictObject({ sessions: z.array(sessionItem) });
export type SessionList = z.infer<typeof sessionList>;
/** How many sessions were ended. */
export const sessionsEnded = z.strictObject({ ended: count });
export type SessionsEnded = z.infer<typeof sessionsEnded>;

export const registerItem = z.strictObject({
  registerId: uuid,
  storeId: uuid,
  code: z.string(),
  name: z.string(),
  purpose: z.enum(['till', 'import']),
  state: z.enum(['active', 'revoked']),
  series: z.string().nullable(),
  lastSeenAt: isoTime.nullable(),
});
export const registerList = z.strictObject({ registers: z.array(registerItem) });
export type RegisterList = z.infer<typeof registerList>;

export const registerRequest = z.strictObject({
  name: name(120),
  /** The first store that the asker may enrol in unless named. */
  storeId: uuid.optional(),
  publicKey: publicKeyJwk,
  /** An import register may return goods without a receipt and record past business dates; a till may not. */
  purpose: z.enum(['till', 'import']).default('till'),
});
export const enrolAgainRequest = z.strictObject({ publicKey: publicKeyJwk });

/** What a register is told about itself and its shop. */
export const registerState = z.strictObject({
  organizationId: uuid,
  storeId: uuid,
  registerId: uuid,
  code: z.string(),
  name: z.string(),
  keyId: uuid,
  series: z.string(),
  /** Who may work here, with what they may do in this store at this moment. */
  users: z.array(
    z.strictObject({ userId: uuid, displayName: z.string(), role, permissions: z.array(permission), limits }),
  ),
  settings: shopSettings,
  /** How far the server has this key's chain and receipts. */
  lastSequence: count,
  lastHash: z.string(),
  lastReceiptSequence: count,
  /** The number of this key's last Z report; 0 before the first. */
  lastZNumber: count,
  epoch: uuid,
  serverTime: isoTime,
});
export type RegisterState = z.infer<typeof registerState>;

/** Who is meant by an id in a list: people that left included. */
export const userNames = z.object({ users: z.array(z.object({ userId: uuid, displayName: z.string() })) });
export type UserNames = z.infer<typeof userNames>;
