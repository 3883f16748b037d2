import { z } from 'zod';
import { isoTime, text, uuid } from './wire.ts';

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
