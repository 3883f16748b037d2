import { type AskedReturn, beyondInReturn } from '@mosaajii/domain/approval';
import { type Asking, useApproved } from '../../platform/approval/index.ts';

/** What of a return or a void goes beyond the person at this till, and what was approved of it. */
export function useAsking(asked: AskedReturn | null, subject: string): Asking {
  return useApproved((reach) => (asked === null ? [] : beyondInReturn(reach, asked)), subject);
}
