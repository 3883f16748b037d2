import { z } from 'zod';
import { isoTime, uuid } from './wire.ts';

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
