import { z } from 'zod';
import { isoTime, name, text, uuid } from './wire.ts';

export const ownershipRequest = z.strictObject({ transferId: uuid, toUserId: uuid });
export type OwnershipRequest = z.output<typeof ownershipRequest>;

export const ownershipTransfer = z.strictObject({
  transferId: uuid,
  fromUserId: uuid,
  fromName: z.string(),
  toUserId: uuid,
  toName: z.string(),
  expiresAt: isoTime,
});
export type OwnershipTransfer = z.infer<typeof ownershipTransfer>;
/** The transfer that waits for its answer; null when there is none. */
export const ownershipState = z.strictObject({ pending: ownershipTransfer.nullable() });
export type OwnershipState = z.infer<typeof ownershipState>;

export const SAVED_VIEWS_MAXIMUM = 50;
export const savedViewRequest = z.strictObject({
  viewId: uuid,
  name: name(60),
  /** What the address of the list says: `role=cashier&state=suspended`. */
  search: text(1000).regex(/^[A-Za-z0-9%&=+._~-]*$/, 'must be a query string'),
});
export type SavedViewRequest = z.output<typeof savedViewRequest>;
export const savedView = z.strictObject({ viewId: uuid, name: z.string(), search: z.string() });
export const savedViewList = z.strictObject({ items: z.array(savedView) });
export type SavedViewList = z.infer<typeof savedViewList>;
