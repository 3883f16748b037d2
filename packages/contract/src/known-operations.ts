import { z } from 'zod';
import { count, minor, uuid } from './wire.ts';

/** `POST /sync/known`: an import asks what is there before it numbers, chains and sends the rest. */
export const knownOperationsRequest = z.strictObject({ operationIds: z.array(uuid).min(1).max(500) });

export const knownOperation = z.strictObject({
  operationId: uuid,
  status: z.enum(['applied', 'flagged', 'quarantined', 'held', 'rejected', 'approved', 'dismissed']),
  shiftId: uuid.nullable(),
  lineCount: count,
  /** As the register claimed it, positive also for returns; zero for kinds without a total. */
  totalMinor: minor,
});
export const knownOperationsResponse = z.strictObject({ known: z.array(knownOperation) });
export type KnownOperationsResponse = z.infer<typeof knownOperationsResponse>;
