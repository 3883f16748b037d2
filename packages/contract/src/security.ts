import { z } from 'zod';
import { cursor, isoDate, isoTime, limit, text, uuid } from './wire.ts';

/** An address or a network in CIDR notation; what of it is not one is found by the server. */
const network = text(64, 2);

/** What the operator allows (never limited) or denies (always refused). */
export const addressRule = z.object({
  ruleId: uuid,
  network: z.string(),
  effect: z.enum(['allow', 'deny']),
  note: z.string(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
});
export type AddressRule = z.infer<typeof addressRule>;

/** An address that asked too much. */
export const addressBlock = z.object({
  /** An IPv4 address, or the /64 network of an IPv6 address. */
  subject: z.string(),
  /** Which limit it was over. */
  kind: z.string(),
  /** How often within an hour of the block before. */
  strikes: z.int(),
  blockedAt: z.string(),
  blockedUntil: z.string(),
});
export type AddressBlock = z.infer<typeof addressBlock>;

export const addressList = z.object({ rules: z.array(addressRule), blocks: z.array(addressBlock) });
export type AddressList = z.infer<typeof addressList>;

/** The id is made by the asker: the same one again changes nothing. A network has one rule; a new one takes its place. */
export const newAddressRule = z.strictObject({
  ruleId: uuid,
  network,
  effect: z.enum(['allow', 'deny']),
  note: text(200).default(''),
  expiresAt: isoTime.nullable().default(null),
});
export type NewAddressRule = z.input<typeof newAddressRule>;

export const liftedBlock = z.strictObject({ subject: network });

/** Within the last hours, a month at most. */
export const securitySinceQuery = z.strictObject({
  hours: z
    .string()
    .regex(/^\d{1,3}$/, 'must be a whole number')
    .transform(Number)
    .refine((hours) => hours >= 1 && hours <= 744, 'must be from 1 to 744')
    .default(24),
});

export const securityEventsQuery = z.strictObject({ cursor: cursor.optional(), limit: limit(200, 50) });

export const securityOverview = z.object({
  /** Whether the asker may also allow, deny and free addresses. */
  isOperator: z.boolean(),
  failedSignIns: z.int(),
  refusedAttempts: z.int(),
  signIns: z.int(),
  /** Sessions that ended because a replaced token came again: two hands had it. */
  stolenSessions: z.int(),
  /** Changes of people, roles, passwords and second factors. */
  accessChanges: z.int(),
  deviceChanges: z.int(),
  /** The account is null where nobody has the address that was tried. */
  attacks: z.array(
    z.object({
      userId: z.string().nullable(),
      address: z.string().nullable(),
      failures: z.int(),
      lastAt: z.string(),
    }),
  ),
});
export type SecurityOverview = z.infer<typeof securityOverview>;

export const shopSession = z.object({
  sessionId: uuid,
  userId: uuid,
  isCurrent: z.boolean(),
  kind: z.enum(['office', 'register']),
  userAgent: z.string(),
  address: z.string(),
  createdAt: z.string(),
  lastSeenAt: z.string(),
  /** Whether the asker may end it: every role of the person lies in the stores whose people they administer. */
  canEnd: z.boolean(),
});
export type ShopSession = z.infer<typeof shopSession>;
export const shopSessions = z.object({ sessions: z.array(shopSession) });
export type ShopSessions = z.infer<typeof shopSessions>;

/** Business dates, both included; 366 days at most. */
export const cashierQuery = z.strictObject({ from: isoDate, to: isoDate });

export const cashierSignal = z.object({
  name: z.enum([
    'voids',
    'returns',
    'returns-without-receipt',
    'overrides',
    'discounts',
    'sales-after-void',
    'no-sales',
    'removed-lines',
    'reprints',
    'approvals',
    'cash-short',
  ]),
  /** Of a hundred sales; for `cash-short` minor units of a shift. */
  rate: z.number(),
  /** The median of the others of the store, in the same unit. */
  usual: z.number(),
  /** Standard deviations above it; null where there are too few to compare with. */
  deviation: z.number().nullable(),
  isUnusual: z.boolean(),
});

/** What the server marks on a sale because of who made it, or when. */
export const PERSONAL_FLAGS = [
  'user-suspended',
  'permission-missing',
  'limit-exceeded',
  'lease-expired',
  'access-lapsed',
  'promotion-missed',
  'age-unchecked',
] as const;
export type PersonalFlag = (typeof PERSONAL_FLAGS)[number];

export const cashierReport = z.object({
  currencyCode: z.string(),
  cashiers: z.array(
    z.object({
      userId: uuid,
      storeId: uuid,
      sales: z.int(),
      soldMinor: z.int(),
      voids: z.int(),
      returns: z.int(),
      returnedMinor: z.int(),
      returnsWithoutReceipt: z.int(),
      overrides: z.int(),
      discounted: z.int(),
      discountMinor: z.int(),
      salesAfterVoid: z.int(),
      noSales: z.int(),
      removedLines: z.int(),
      reprints: z.int(),
      approvals: z.int(),
      shifts: z.int(),
      shortMinor: z.int(),
      overMinor: z.int(),
      signals: z.array(cashierSignal),
      /** How many of their sales and returns the server marked, by mark; a mark that was never set is not named. */
      flagged: z.array(z.object({ flag: z.enum(PERSONAL_FLAGS), count: z.int() })),
      /** How many signals are unusual. */
      unusual: z.int(),
    }),
  ),
});
export type CashierReport = z.infer<typeof cashierReport>;

/** Somebody of the shop who was guessed at, or mistyped, too often. */
export const lockoutKind = z.enum(['password', 'second-factor', 'device', 'code']);
export const lockout = z.object({ userId: uuid, kind: lockoutKind, failures: z.int(), until: z.string() });
export type Lockout = z.infer<typeof lockout>;
export const lockouts = z.object({ lockouts: z.array(lockout) });
export type Lockouts = z.infer<typeof lockouts>;
export const lockoutLift = z.strictObject({ userId: uuid, kind: lockoutKind });
export type LockoutLift = z.infer<typeof lockoutLift>;
