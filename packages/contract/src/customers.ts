import { PURSE_KINDS } from '@mosaajii/domain/purse';
import { z } from 'zod';
import { cursor, isoDate, isoTime, limit, minor, name, nonNegativeMinor, text, uuid, version } from './wire.ts';

export const CONSENT_CHANNELS = ['email', 'sms', 'phone', 'post'] as const;
export type ConsentChannel = (typeof CONSENT_CHANNELS)[number];

/** What is personal about a customer; empty texts stand for nothing. */
const personFields = {
  name: name(200),
  company: text(200).default(''),
  phone: text(40).default(''),
  email: text(254)
    .regex(/^$|^[^\s@]+@[^\s@]+$/, 'must be an e-mail address')
    .default(''),
  taxNumber: text(60).default(''),
  /** The certificate by which the customer buys without taxes; empty: taxes are charged. */
  taxCertificate: text(60).default(''),
  addressLines: z.array(text(120)).max(6).default([]),
  cardCode: text(64).default(''),
  birthday: isoDate.nullable().default(null),
  note: text(1000).default(''),
};

/** When the customer agreed to hear from the shop, by channel; what is absent was not agreed to. */
const consent = z.strictObject({
  email: isoTime.optional(),
  sms: isoTime.optional(),
  phone: isoTime.optional(),
  post: isoTime.optional(),
});

const shopFields = {
  groupIds: z.array(uuid).max(20).default([]),
  tags: z.array(name(40)).max(30).default([]),
  isActive: z.boolean().default(true),
  /** The last day of the certificate; null: it has none. */
  taxExemptUntil: isoDate.nullable().default(null),
};

/** What only those may set who let customers buy on account. */
const creditFields = {
  /** What the customer may owe; null: nothing is sold on account. */
  creditLimitMinor: nonNegativeMinor.nullable(),
  /** Days until what is owed is due. */
  paymentTermsDays: z.int().min(0).max(365).nullable(),
};

export const newCustomer = z.strictObject({
  customerId: uuid,
  ...personFields,
  ...shopFields,
  consent: consent.default({}),
  creditLimitMinor: creditFields.creditLimitMinor.default(null),
  paymentTermsDays: creditFields.paymentTermsDays.default(null),
});
export type NewCustomer = z.output<typeof newCustomer>;

export const customerPatch = z.strictObject({
  version,
  name: name(200).optional(),
  company: text(200).optional(),
  phone: text(40).optional(),
  email: text(254)
    .regex(/^$|^[^\s@]+@[^\s@]+$/, 'must be an e-mail address')
    .optional(),
  taxNumber: text(60).optional(),
  taxCertificate: text(60).optional(),
  addressLines: z.array(text(120)).max(6).optional(),
  cardCode: text(64).optional(),
  birthday: isoDate.nullable().optional(),
  note: text(1000).optional(),
  groupIds: z.array(uuid).max(20).optional(),
  tags: z.array(name(40)).max(30).optional(),
  isActive: z.boolean().optional(),
  taxExemptUntil: isoDate.nullable().optional(),
  consent: consent.optional(),
  creditLimitMinor: creditFields.creditLimitMinor.optional(),
  paymentTermsDays: creditFields.paymentTermsDays.optional(),
});
export type CustomerPatch = z.output<typeof customerPatch>;

/** A customer as lists and their page show them. */
export const customer = z.strictObject({
  customerId: uuid,
  name: z.string(),
  company: z.string(),
  phone: z.string(),
  email: z.string(),
  taxNumber: z.string(),
  taxCertificate: z.string(),
  addressLines: z.array(z.string()),
  cardCode: z.string(),
  birthday: z.string().nullable(),
  note: z.string(),
  groupIds: z.array(uuid),
  tags: z.array(z.string()),
  consent,
  creditLimitMinor: z.int().nullable(),
  paymentTermsDays: z.int().nullable(),
  isActive: z.boolean(),
  taxExemptUntil: z.string().nullable(),
  /** What is personal was erased on request; nothing else can be read of it any more. */
  isErased: z.boolean(),
  /** What the customer owes. */
  owedMinor: z.int(),
  storeCreditMinor: z.int(),
  points: z.int(),
  version,
  createdAt: isoTime,
});
export type Customer = z.infer<typeof customer>;

/** Why another customer may be the same person. */
export const customerDouble = z.strictObject({
  customerId: uuid,
  name: z.string(),
  by: z.array(z.enum(['phone', 'email', 'taxNumber', 'cardCode'])),
});
export type CustomerDouble = z.infer<typeof customerDouble>;

/** A customer that was written, with others that may be the same person. */
export const writtenCustomer = z.strictObject({ customer, doubles: z.array(customerDouble) });
export type WrittenCustomer = z.infer<typeof writtenCustomer>;

export const CUSTOMER_STATES = ['active', 'inactive', 'all'] as const;
export const customersQuery = z.strictObject({
  /** Beginnings of words of the name or company; or a whole telephone number, e-mail address, tax number or card. */
  query: text(200).optional(),
  groupId: uuid.optional(),
  state: z.enum(CUSTOMER_STATES).default('active'),
  /** Only those who owe something. */
  owing: z
    .enum(['true', 'false'])
    .optional()
    .transform((value) => value === 'true'),
  cursor: cursor.optional(),
  limit: limit(200, 50),
});
export type CustomersQuery = z.output<typeof customersQuery>;

export const customerList = z.strictObject({ items: z.array(customer), nextCursor: z.string().nullable() });
export type CustomerList = z.infer<typeof customerList>;

export const customerParams = z.strictObject({ customerId: uuid });

export const pageQuery = z.strictObject({ cursor: cursor.optional(), limit: limit(200, 50) });

/** One change of a balance. */
export const purseEntry = z.strictObject({
  documentId: uuid,
  entryNumber: z.int(),
  kind: z.enum(PURSE_KINDS),
  reason: z.string(),
  amountMinor: minor,
  overspentMinor: z.int(),
  storeId: uuid,
  registerId: uuid.nullable(),
  userId: uuid,
  businessDate: z.string(),
  recordedAt: isoTime,
});
export type PurseEntry = z.infer<typeof purseEntry>;
export const purseEntries = z.strictObject({ items: z.array(purseEntry), nextCursor: z.string().nullable() });
export type PurseEntries = z.infer<typeof purseEntries>;

export const statementQuery = z.strictObject({ from: isoDate, to: isoDate });
/** What happened to the account of a customer in a period, the oldest first. */
export const accountStatement = z.strictObject({
  currencyCode: z.string(),
  openingMinor: minor,
  closingMinor: minor,
  /** Open at the end by age: up to 30, 60 and 90 days, and older. */
  agesMinor: z.array(minor),
  lines: z.array(
    z.strictObject({
      documentId: uuid,
      entryNumber: z.int(),
      reason: z.string(),
      businessDate: z.string(),
      amountMinor: minor,
      balanceMinor: minor,
    }),
  ),
});
export type AccountStatement = z.infer<typeof accountStatement>;

export const customerGroup = z.strictObject({
  groupId: uuid,
  name: z.string(),
  priceListId: uuid.nullable(),
  customerCount: z.int(),
  version,
});
export type CustomerGroup = z.infer<typeof customerGroup>;
export const customerGroups = z.strictObject({ groups: z.array(customerGroup) });
export const newCustomerGroup = z.strictObject({
  groupId: uuid,
  name: name(120),
  priceListId: uuid.nullable().default(null),
});
export type NewCustomerGroup = z.output<typeof newCustomerGroup>;
export const customerGroupPatch = z.strictObject({
  version,
  name: name(120).optional(),
  priceListId: uuid.nullable().optional(),
});
export type CustomerGroupPatch = z.output<typeof customerGroupPatch>;
export const customerGroupParams = z.strictObject({ groupId: uuid });
