import type { ApprovalStep } from '@mosaajii/domain/approval';
import { type Currency, minor } from '@mosaajii/domain/money';
import { formatPercent, t } from '../i18n/index.ts';
import { amountText } from '../ui/index.ts';

/** A step as it comes over the wire, where what is absent may be undefined. */
type WireStep = { readonly [K in keyof ApprovalStep]: ApprovalStep[K] | undefined } & Pick<ApprovalStep, 'action'>;

/** What goes beyond somebody, in words: "discount 30 % (yours: 10 %)". */
export function stepText({ action, asked, most }: WireStep, currency: Currency): string {
  const rate = (ppm: number | undefined) => (ppm === undefined ? '' : formatPercent(ppm));
  const money = (amount: number | undefined) => (amount === undefined ? '' : amountText(minor(amount), currency));
  switch (action) {
    case 'discount':
      return most === undefined
        ? t('approval.whatDiscount', { asked: rate(asked) })
        : t('approval.whatDiscountMost', { asked: rate(asked), most: rate(most) });
    case 'price-override':
      return most === undefined
        ? t('approval.whatPriceOverride', { asked: rate(asked) })
        : t('approval.whatPriceOverrideMost', { asked: rate(asked), most: rate(most) });
    case 'refund':
      return t('approval.whatRefund', { asked: money(asked), most: money(most) });
    case 'return':
      return t('approval.whatReturn', { asked: money(asked) });
    case 'return-late':
      return t('approval.whatReturnLate');
    case 'return-without-receipt':
      return t('approval.whatReturnWithoutReceipt', { asked: money(asked) });
    case 'void':
      return t('approval.whatVoid', { asked: money(asked) });
    case 'correct-tender':
      return t('approval.whatCorrect', { asked: money(asked) });
    case 'cancel-layaway':
      return t('approval.whatCancelLayaway', { asked: money(asked) });
    case 'no-sale':
      return t('approval.whatNoSale');
    case 'paid-out':
      return t('approval.whatPaidOut', { asked: money(asked) });
    case 'credit':
      return t('approval.whatCredit');
    case 'expired-goods':
      return t('approval.whatExpired');
  }
}

/** The same for whoever is asked: what is wanted, and apart from it how far the other person goes. */
export function askedText(step: WireStep, currency: Currency): string {
  const { action, asked = 0, most } = step;
  const what =
    action === 'refund'
      ? t('approval.whatRefundOf', { asked: amountText(minor(asked), currency) })
      : stepText({ ...step, most: undefined }, currency);
  if (most === undefined) return what;
  const isRate = action === 'discount' || action === 'price-override';
  const limit = isRate ? formatPercent(most) : amountText(minor(most), currency);
  return t('approval.whatWithLimit', { what, limit });
}
