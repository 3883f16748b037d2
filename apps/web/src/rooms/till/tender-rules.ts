import { creditSubject } from '@mosaajii/domain/approval';
import { type Minor, minor } from '@mosaajii/domain/money';
import type { CustomerItem } from '@mosaajii/domain/purse';
import { referenceProblem, type TenderKind } from '@mosaajii/domain/sale';
import { t } from '../../platform/i18n/index.ts';
import { tenderName } from '../../platform/i18n/tender-name.ts';
import { amountText } from '../../platform/ui/index.ts';
import type { Cart } from './cart.ts';
import type { TillPorts } from './ports.ts';
import type { PayProblem, TenderRequest } from './till-state.ts';

/** The letter of each tender in the payment sheet. */
export const TENDER_LETTERS: Readonly<Record<TenderKind, string>> = {
  cash: 'c',
  'card-manual': 'k',
  'mobile-money': 'm',
  'bank-transfer': 'b',
  'gift-card': 'g',
  'store-credit': 's',
  account: 'a',
  voucher: 'v',
  points: 'p',
  // Never taken by hand: they come with an exchange, and with goods that were put aside.
  exchange: '',
  deposit: '',
};

/** Why a tender is not taken as it is asked for; `null`: nothing is in the way. Asked before anything is put aside. */
export function tenderProblem(
  ports: TillPorts,
  cart: Cart,
  request: TenderRequest,
  amountMinor: Minor,
): PayProblem | null {
  const { kind } = request;
  if (!ports.shop.tenders.kinds.includes(kind)) {
    return { code: 'tender-not-taken', detail: t('till.tenderNotTaken', { tender: tenderName(kind) }) };
  }
  const wrong = referenceProblem(ports.shop.tenders, kind, request.reference ?? '');
  if (wrong !== null) {
    const tender = tenderName(kind);
    const detail = t(wrong === 'missing' ? 'till.referenceMissing' : 'till.referenceUnlike', { tender });
    return { code: `reference-${wrong}`, detail };
  }
  if (kind === 'gift-card' && request.cardId === undefined) {
    return { code: 'gift-card-missing', detail: t('till.giftCardMissing') };
  }
  if (kind === 'account' || kind === 'store-credit') return customerProblem(ports, cart, kind, amountMinor);
  return null;
}

function customerProblem(
  ports: TillPorts,
  cart: Cart,
  kind: 'account' | 'store-credit',
  amountMinor: Minor,
): PayProblem | null {
  if (cart.customer === undefined) return { code: 'customer-missing', detail: t('till.customerMissing') };
  if (kind === 'store-credit') return null;
  const known = ports.customers.byId(cart.customer.customerId);
  const most = mostOwed(ports, known);
  if (most === null) return null;
  const already = cart.tenders.reduce((total, part) => total + (part.kind === 'account' ? part.amountMinor : 0), 0);
  const left = most - (known?.owedMinor ?? 0) - already;
  const subject = creditSubject({
    saleId: cart.saleId,
    customerId: cart.customer.customerId,
    amountMinor: already + amountMinor,
  });
  if (amountMinor <= left || (cart.approvals ?? []).some((given) => given.subject === subject)) return null;
  const owedMinor = (known?.owedMinor ?? 0) + already + amountMinor;
  const amount = amountText(minor(Math.max(0, left)), ports.shop.rules.currency, ports.shop.locale);
  const who = ports.whoMay(
    ({ creditMinor }) => creditMinor === null || (known?.owedMinor ?? 0) + amountMinor <= creditMinor,
  );
  const detail = t(left <= 0 ? 'till.noCredit' : 'till.creditLeft', { name: cart.customer.name, amount });
  return {
    code: 'credit-exceeded',
    detail: who === '' ? detail : `${detail} ${t('till.creditWho', { who })}`,
    asks: { subject, owedMinor, mostMinor: most },
  };
}

/** What a customer may owe after a sale of this person: the customer's limit, or the person's own; `null`: no end. */
function mostOwed(ports: TillPorts, customer: CustomerItem | null): number | null {
  const own = ports.person.limits?.creditMinor;
  if (own === null || own === undefined) return own === null ? null : (customer?.creditLimitMinor ?? 0);
  return Math.max(customer?.creditLimitMinor ?? 0, own);
}
