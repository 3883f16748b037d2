import type { Result } from '@mosaajii/domain';
import { creditSubject } from '@mosaajii/domain/approval';
import { type Minor, minor } from '@mosaajii/domain/money';
import { type CustomerItem, DRAWN_TENDERS } from '@mosaajii/domain/purse';
import { referenceProblem, type TenderInput, type TenderKind } from '@mosaajii/domain/sale';
import { type MessageKey, t } from '../../platform/i18n/index.ts';
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
  // Never taken by hand: it comes with an exchange.
  exchange: '',
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

/** An amount that may be taken out of a card or of credit: put aside by the server, or within the allowance. */
export interface DrawGrant {
  readonly authorisationId?: string;
}

/** Asks for an amount out of a card or of credit, and says in words why not. */
export async function grantDraw(
  ports: TillPorts,
  kind: 'gift-card' | 'store-credit',
  purseId: string,
  amountMinor: Minor,
  taken: readonly TenderInput[],
): Promise<Result<DrawGrant, PayProblem>> {
  const asked = await ports.value.authorise(kind, purseId, amountMinor);
  if (asked.ok) return { ok: true, value: { authorisationId: asked.value } };
  const { currency } = ports.shop.rules;
  const text = (value: number) => amountText(minor(value), currency, ports.shop.locale);
  const { code, leftMinor } = asked.error;
  if (code !== 'unreachable') {
    const detail =
      leftMinor !== undefined
        ? t('till.valueLeft', { amount: text(leftMinor) })
        : t(REFUSED[code] ?? 'till.valueUnknown');
    return { ok: false, error: { code, detail } };
  }
  // What this very sale has taken on the register's own word counts as well.
  const own = taken.filter((tender) => DRAWN_TENDERS.has(tender.kind) && tender.authorisationId === undefined);
  const used = own.reduce((total, tender) => total + tender.amountMinor, 0);
  const left = Math.max(0, (await ports.value.allowanceLeft(purseId)) - used);
  if (amountMinor <= left) return { ok: true, value: {} };
  const detail = left === 0 ? t('till.valueOffline') : t('till.valueOfflineLeft', { amount: text(left) });
  return { ok: false, error: { code: 'allowance-used', detail } };
}

const REFUSED: Readonly<Record<string, MessageKey>> = {
  'gift-card-blocked': 'till.giftCardBlocked',
  'gift-card-expired': 'till.giftCardExpired',
};
