import { type Refusal, type Result, refuse } from '@mosaajii/domain';
import type {
  CorrectionRefusal,
  OrderRefusalCode,
  RefundRefusal,
  ReturnRefusal,
  SettleRefusal,
} from '@mosaajii/domain/sale';
import { StorageFailure, type StorageFailureCode } from './store.ts';

/** Why the journal did not write. Nothing was taken and nothing is lost: the cart is as it was. */
export type JournalRefusal = Refusal<
  | StorageFailureCode
  | 'no-register'
  | 'needs-enrolment'
  | 'no-open-shift'
  | 'shift-already-open'
  | 'other-shift-open'
  | 'difference-needs-reason'
  | 'amount-out-of-range'
  | 'journal-busy'
  | 'id-already-used'
  | 'unknown-sale'
  | 'unknown-engine'
  | 'amount-mismatch'
  | 'approval-invalid'
  | 'sale-voided'
  | 'sale-returned'
  | 'gift-card-sold'
  | 'other-shift'
  | 'price-above-list'
  | 'name-missing'
  | 'allowance-used'
  | 'layaway-ended'
  | OrderRefusalCode
  | SettleRefusal['code']
  | ReturnRefusal['code']
  | RefundRefusal['code']
  | CorrectionRefusal['code']
>;

/** The receipt numbers that would come next may have been given already: a sale now could not be told from an earlier one. */
export function refuseBrokenChain(): Result<never, JournalRefusal> {
  const detail =
    'This device lost the end of its journal, so its next receipt numbers may have been given already. Everything that is saved stays saved and is sent. Enrol this register again in Settings.';
  return refuse({ code: 'needs-enrolment', detail });
}

/** Turns a storage failure into a refusal; anything else is a bug and goes on. */
export async function refuseStorageFailure<T>(
  work: () => Promise<Result<T, JournalRefusal>>,
): Promise<Result<T, JournalRefusal>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StorageFailure) return refuse({ code: error.code, detail: error.message });
    throw error;
  }
}
