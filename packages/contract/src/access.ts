import { z } from 'zod';
import { ACCESS_STATES, MESSAGE_LOCALES } from './access-words.ts';
import { email } from './identity.ts';
import { count, currencyCode, isoTime, name, nonNegativeMinor, positiveMinor, text, uuid } from './wire.ts';

export const accessState = z.enum(ACCESS_STATES);
export type AccessState = z.infer<typeof accessState>;

/** What it costs to use the installation, and for how long. */
export const accessPlan = z.strictObject({
  planId: uuid,
  name: z.string(),
  priceMinor: count,
  currency: currencyCode,
  currencyExponent: count,
  periodDays: count,
  isOffered: z.boolean(),
});
export type AccessPlan = z.infer<typeof accessPlan>;
export const accessPlanList = z.strictObject({ plans: z.array(accessPlan) });
export type AccessPlanList = z.infer<typeof accessPlanList>;

export const newAccessPlan = z.strictObject({
  planId: uuid,
  name: name(80),
  priceMinor: nonNegativeMinor,
  currency: currencyCode,
  periodDays: z.int().min(1).max(3660),
});
export type NewAccessPlan = z.input<typeof newAccessPlan>;
/** A price is never edited: another price is another plan. */
export const accessPlanPatch = z.strictObject({ name: name(80), isOffered: z.boolean() });

const phone = text(20).regex(/^(\+?[0-9 ()./-]{6,20})?$/, 'must be a telephone number');

/** `requestId` is made by the page, so that sending the form twice asks once. */
export const accessRequestInput = z.strictObject({
  requestId: uuid,
  name: name(120),
  email,
  phone: phone.default(''),
  shopName: name(120),
  planId: uuid,
  locale: z.enum(MESSAGE_LOCALES),
});
export type AccessRequestInput = z.input<typeof accessRequestInput>;

/** The same for everybody, known or not. */
export const accessRequestTaken = z.strictObject({ requestId: uuid });

/** What the link of the acknowledgement carries, in the part of an address that is never sent. */
export const applicantToken = z.strictObject({ token: text(100, 20) });
/** What an applicant sees of their own request. */
export const ownRequest = z.strictObject({
  shopName: z.string(),
  plan: accessPlan,
  state: accessState,
  createdAt: isoTime,
  canWithdraw: z.boolean(),
  /** Whether a gateway is connected at which it can be paid now. */
  canPay: z.boolean(),
});
export type OwnRequest = z.infer<typeof ownRequest>;
/** Where the gateway takes the money. */
export const checkout = z.strictObject({ url: z.url() });
export type Checkout = z.infer<typeof checkout>;

export const activationRequest = z.strictObject({ email, code: text(20, 1) });
/** `token` opens the set-up of the shop, once, until `expiresAt`. */
export const activation = z.strictObject({
  token: z.string(),
  expiresAt: isoTime,
  name: z.string(),
  email: z.string(),
  shopName: z.string(),
});
export type Activation = z.infer<typeof activation>;

/** What an organization's own people are told about its paid time. */
export const accessTerm = z.strictObject({
  /** `unlimited`: nobody pays for this shop. `due`: two weeks are left. `grace`: over, but everything still works. */
  state: z.enum(['unlimited', 'paid', 'due', 'grace', 'lapsed']),
  paidUntil: isoTime.nullable(),
  /** From then on the office can be read only. */
  lapsesAt: isoTime.nullable(),
  isOperator: z.boolean(),
});
export type AccessTerm = z.infer<typeof accessTerm>;

/** What a shop may pay for next. */
export const renewal = z.strictObject({
  term: accessTerm.omit({ isOperator: true }),
  /** The plan that the shop has; null: nobody pays for it. */
  planId: uuid.nullable(),
  /** The plan of before first, then the cheapest; at most 200. */
  plans: z.array(accessPlan),
  /** Whether a gateway is connected at which it can be paid now. */
  canPay: z.boolean(),
});
export type Renewal = z.infer<typeof renewal>;
export const renewalCheckout = z.strictObject({ planId: uuid });

export const accessRequestItem = z.strictObject({
  requestId: uuid,
  name: z.string(),
  email: z.string(),
  phone: z.string(),
  shopName: z.string(),
  locale: z.string(),
  plan: accessPlan,
  state: accessState,
  createdAt: isoTime,
  updatedAt: isoTime,
});
export type AccessRequestItem = z.infer<typeof accessRequestItem>;

export const accessRequestQuery = z.strictObject({
  state: z.union([accessState, z.literal('waiting')]).optional(),
});
/** What a gateway told of and nothing here fits: somebody has paid, or somebody tries. */
export const strayPayment = z.strictObject({
  gateway: z.string(),
  /** As the gateway names it. */
  paymentId: z.string(),
  /** `unknown`: the gateway does not know it itself. `purpose-unknown`: no request or shop of ours is meant. */
  outcome: z.enum(['unknown', 'purpose-unknown']),
  receivedAt: isoTime,
});
export type StrayPayment = z.infer<typeof strayPayment>;
/** The longest waiting first, what is over last; at most 200. `counts` are of all. Stray payments of the last 90 days. */
export const accessRequestList = z.strictObject({
  requests: z.array(accessRequestItem),
  counts: z.record(accessState, count),
  strayPayments: z.array(strayPayment),
});
export type AccessRequestList = z.infer<typeof accessRequestList>;

export const accessEvidence = z.strictObject({
  evidenceId: uuid,
  fileName: z.string(),
  contentType: z.enum(['image/png', 'image/jpeg', 'application/pdf']),
  bytes: count,
  /** Of what was uploaded. */
  sha256: z.string(),
});
export type AccessEvidence = z.infer<typeof accessEvidence>;

export const VERIFICATION_METHODS = ['second-person', 'self-approved', 'free', 'gateway'] as const;
const verificationMethod = z.enum(VERIFICATION_METHODS);

export const accessPayment = z.strictObject({
  paymentId: uuid,
  kind: z.enum(['payment', 'renewal', 'refund']),
  planName: z.string(),
  amountMinor: count,
  currency: currencyCode,
  currencyExponent: count,
  reference: z.string(),
  source: z.enum(['hand', 'gateway']),
  recordedBy: z.string().nullable(),
  recordedAt: isoTime,
  evidence: accessEvidence.nullable(),
  refundsPaymentId: uuid.nullable(),
  refundedMinor: count,
  verification: z
    .strictObject({ method: verificationMethod, verifiedBy: z.string().nullable(), verifiedAt: isoTime })
    .nullable(),
  /** How the asker may verify it; null: not at all. */
  mayVerifyAs: verificationMethod.nullable(),
});
export type AccessPayment = z.infer<typeof accessPayment>;

export const accessEvent = z.strictObject({
  eventId: uuid,
  action: z.string(),
  /** Null: the system, the gateway or the applicant. */
  by: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  occurredAt: isoTime,
});
export type AccessEvent = z.infer<typeof accessEvent>;

export const codeStatus = z.strictObject({
  open: z
    .strictObject({
      channel: z.enum(['email', 'sms', 'in-person']),
      issuedAt: isoTime,
      expiresAt: isoTime,
      attemptsLeft: count,
    })
    .nullable(),
  sendsLeft: count,
  lockedUntil: isoTime.nullable(),
});
export type CodeStatus = z.infer<typeof codeStatus>;

export const accessRequestDetail = z.strictObject({
  request: accessRequestItem,
  payments: z.array(accessPayment),
  events: z.array(accessEvent),
  code: codeStatus,
  serverTime: isoTime,
});
export type AccessRequestDetail = z.infer<typeof accessRequestDetail>;

export const newAccessPayment = z.strictObject({
  paymentId: uuid,
  amountMinor: nonNegativeMinor,
  currency: currencyCode,
  reference: name(120),
  evidenceId: uuid.nullable(),
});
export type NewAccessPayment = z.input<typeof newAccessPayment>;
export const newRenewal = newAccessPayment.extend({ planId: uuid });
export const newRefund = z.strictObject({ paymentId: uuid, amountMinor: positiveMinor, reference: name(120) });
export const paymentTaken = z.strictObject({ paymentId: uuid });
export const paymentVerified = z.strictObject({ method: verificationMethod });
export const evidenceQuery = z.strictObject({ fileName: name(200) });
export const rejection = z.strictObject({ reason: name(500) });
export const newCode = z.strictObject({ channel: z.enum(['email', 'sms', 'in-person']) });
/** `code` only when it is to be handed over in person: it is stated once and never again. */
export const codeIssued = z.strictObject({ expiresAt: isoTime, code: z.string().nullable() });
export type CodeIssued = z.infer<typeof codeIssued>;
export const requestMoved = z.strictObject({ state: accessState });

export const paidOrganization = z.strictObject({
  organizationId: uuid,
  name: z.string(),
  planName: z.string().nullable(),
  term: accessTerm.omit({ isOperator: true }),
  createdAt: isoTime,
});
export type PaidOrganization = z.infer<typeof paidOrganization>;
export const paidOrganizationList = z.strictObject({ organizations: z.array(paidOrganization) });
export type PaidOrganizationList = z.infer<typeof paidOrganizationList>;
export const paidOrganizationDetail = z.strictObject({
  organization: paidOrganization,
  payments: z.array(accessPayment),
  events: z.array(accessEvent),
});
export type PaidOrganizationDetail = z.infer<typeof paidOrganizationDetail>;

export const operatorItem = z.strictObject({
  accountId: uuid,
  displayName: z.string(),
  email: z.string(),
  grantedAt: isoTime,
  grantedBy: z.string().nullable(),
  isSelf: z.boolean(),
});
export const operatorList = z.strictObject({ operators: z.array(operatorItem) });
export type OperatorList = z.infer<typeof operatorList>;
export const newOperator = z.strictObject({ email });

/** What a gateway posts (Standard Webhooks): that something became of a payment. What became of it is asked back. */
export const gatewayEvent = z.object({
  type: text(100, 1),
  timestamp: z.string().max(40),
  data: z.object({ paymentId: text(200, 1) }),
});
