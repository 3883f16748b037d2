import { PERMISSIONS } from '@mosaajii/domain/permission';
import { z } from 'zod';
import { MAXIMUM_AMOUNT } from './wire.ts';

export const permission = z.enum(PERMISSIONS);

const rate = z.int().min(0).max(1_000_000).nullable();
const amount = z.int().min(0).max(MAXIMUM_AMOUNT).nullable();
/** How far permissions go; `null` is without end. Rates in parts per million, amounts in minor units. */
export const limits = z.strictObject({
  lineDiscountPpm: rate,
  saleDiscountPpm: rate,
  priceReductionPpm: rate,
  refundMinor: amount,
  unreceiptedRefundMinor: amount,
  creditMinor: amount,
});
