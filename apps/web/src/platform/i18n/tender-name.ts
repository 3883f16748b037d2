import type { TenderKind } from '@mosaajii/domain/sale';
import type { MessageKey } from './index.ts';
import { t } from './index.ts';

/** What each tender is called, on screens and on paper. */
export const TENDER_NAMES: Readonly<Record<TenderKind, MessageKey>> = {
  cash: 'till.cash',
  'card-manual': 'till.card',
  'mobile-money': 'till.mobileMoney',
  'bank-transfer': 'till.bankTransfer',
  'gift-card': 'till.giftCard',
  'store-credit': 'till.storeCredit',
  account: 'till.account',
  voucher: 'till.voucher',
  points: 'till.points',
  exchange: 'till.tenderExchange',
  deposit: 'till.tenderDeposit',
};

export function tenderName(kind: TenderKind): string {
  return t(TENDER_NAMES[kind]);
}
