import { type Minor, minor, parseMoney, ZERO_MINOR } from '@mosaajii/domain/money';
import { suggestTenders, type TenderKind } from '@mosaajii/domain/sale';
import { ArrowLeft, CircleAlert, X } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { tenderName } from '../../../platform/i18n/tender-name.ts';
import { Amount, amountText, Button, Field, IconButton, Notice, Sheet, TextInput } from '../../../platform/ui/index.ts';
import { remainingOf } from '../paying.ts';
import { shortAmount } from '../short-amount.ts';
import { TENDER_LETTERS } from '../tender-rules.ts';
import { useCart, useTill, useTillState } from '../till-context.tsx';
import type { TenderRequest } from '../till-state.ts';
import { amountProblem } from './amount-problem.ts';
import { CreditApproval } from './approval-needed.tsx';
import { GiftCardField } from './gift-card-field.tsx';
import { Numpad, typeKey } from './numpad.tsx';
import { EarnedPoints, PointsHint } from './points.tsx';
import { MoreTenders, TenderList } from './tender-list.tsx';
import { TipField, UnsureCard } from './unsure-card.tsx';

/** A letter that a scanner types is followed by the next one at once; a person's is not. */
const LETTER_WAIT_MS = 60;
/** So many tenders are as high as the digits. */
const BESIDE_DIGITS = 4;

/** Takes money. The amount is empty for "everything"; when nothing remains the sale completes itself. */
export function PaymentSheet() {
  const { paying, ports, carts, selling } = useTill();
  const cart = useCart();
  const { shop } = ports;
  const { currency } = shop.rules;
  const [text, setText] = useState('');
  const [reference, setReference] = useState('');
  const giftCard = useTillState((state) => state.giftCard);
  const late = useTillState((state) => state.late);
  const [firstLate] = late;
  const problem = useTillState((state) => state.payProblem);
  const doubtful = useTillState((state) => state.doubtful);
  const isCommitting = useTillState((state) => state.isCommitting);
  const letter = useRef<ReturnType<typeof setTimeout>>(undefined);
  const field = useRef<HTMLInputElement>(null);

  const remaining = remainingOf(cart, shop.rules);
  const due = remaining?.cashMinor ?? ZERO_MINOR;
  const parsed = text.trim() === '' ? null : parseMoney(text, currency);
  const typed = parsed === null ? null : parsed.ok && parsed.value > 0 ? parsed.value : undefined;
  const change = typed === undefined || typed === null ? ZERO_MINOR : minor(Math.max(0, typed - due));

  const take = (
    kind: TenderRequest['kind'],
    amountMinor: Minor | null | undefined = typed,
    isConfirmed = false,
    isUncertain?: true,
  ) => {
    if (amountMinor === undefined) {
      const isRefused = parsed !== null && !parsed.ok;
      const detail = isRefused ? amountProblem(parsed.error, currency, shop.locale) : t('till.invalidAmount');
      return carts.store.setState({ payProblem: { code: 'amount', detail } });
    }
    setText('');
    void paying
      .take({
        kind,
        amountMinor,
        isConfirmed,
        ...(isUncertain && { isUncertain }),
        ...(kind === 'cash' ? {} : { reference }),
        ...(kind === 'gift-card' && giftCard !== null ? { cardId: giftCard.cardId } : {}),
      })
      .then(() => field.current?.focus());
  };

  /** Enter in the reference takes the first tender that is confirmed by one. */
  const referenced = () =>
    reference.trim() === ''
      ? 'card-manual'
      : (shop.tenders.kinds.find((kind) => kind === 'mobile-money') ?? 'card-manual');

  function onKeyDown(event: KeyboardEvent): void {
    clearTimeout(letter.current);
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
      event.preventDefault();
      return take(event.target === field.current ? 'cash' : referenced());
    }
    if (event.key === 'F9') return hit(event, () => take(event.shiftKey ? shop.tenders.fast : 'cash', null));
    if (event.target !== field.current || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Delete' && text === '') return hit(event, removeLast);
    const kind = shop.tenders.kinds.find((one) => TENDER_LETTERS[one] === event.key.toLowerCase());
    if (kind === undefined) return;
    event.preventDefault();
    letter.current = setTimeout(() => take(kind), LETTER_WAIT_MS);
  }
  const hintOf = (kind: TenderKind) => {
    if (kind === 'cash' && change > 0) {
      return t('till.changeIs', { amount: shortAmount(change, currency, shop.locale) });
    }
    if (kind === 'card-manual') return t('layers.cardHint');
    if (kind === 'points') return <PointsHint />;
    const credit = cart.customer && ports.customers.byId(cart.customer.customerId)?.storeCreditMinor;
    if (kind === 'store-credit' && credit !== undefined) return shortAmount(minor(credit), currency, shop.locale);
    if (kind === 'account' || kind === 'store-credit') return cart.customer?.name ?? t('layers.needsCustomer');
    return kind === 'gift-card' && giftCard !== null ? `•••• ${giftCard.hint}` : null;
  };
  const press = { isPending: isCommitting, onTake: take, hintOf };
  const removeLast = () => {
    const last = cart.tenders.at(-1);
    if (last !== undefined) paying.removeTender(last.tenderId);
  };

  return (
    <Sheet title={t('layers.payment')} isTitleHidden onClose={paying.close} className="comfortable">
      {/* The keys of the sheet; each has its button below. */}
      <div role="presentation" onKeyDown={onKeyDown} className="flex min-h-full flex-col pt-4">
        <div className="flex items-center justify-between gap-2 font-medium text-ink-2">
          <span>{cart.tenders.length > 0 ? t('layers.remaining') : t('layers.due')}</span>
          <span className="truncate">
            {t('till.countLines', { count: cart.lines.length })}
            {cart.customer === undefined ? '' : ` · ${cart.customer.name}`}
          </span>
        </div>
        <div className="text-[3rem]/14 font-bold tracking-[-0.025em] max-sm:text-[2.25rem]/10">
          <Amount value={due} currency={currency} locale={shop.locale} hasCode />
        </div>
        <EarnedPoints />
        <label className="my-3 flex h-15 items-center gap-3 rounded-card border border-line-strong bg-surface px-4 focus-within:border-brand focus-within:shadow-[0_0_0_3px_color-mix(in_srgb,var(--brand)_18%,transparent)]">
          <span className="visually-hidden">{t('layers.amount')}</span>
          <input
            ref={field}
            data-autofocus
            value={text}
            onChange={(event) => setText(event.target.value)}
            inputMode={matchMedia('(pointer: coarse)').matches ? 'none' : 'decimal'}
            autoComplete="off"
            dir="ltr"
            aria-invalid={typed === undefined || undefined}
            className="num w-full min-w-0 flex-1 bg-transparent text-[1.625rem] font-semibold outline-none"
          />
          <span className="text-end text-sm text-ink-3">{text === '' ? t('layers.amountHint') : null}</span>
        </label>
        <div className="num flex gap-2 max-sm:gap-1.5">
          {presetsFor(due, shop.notesMinor).map((amount, index) => (
            <Button
              key={amount}
              className="min-h-12 min-w-0 flex-1 whitespace-nowrap px-1! first:flex-[1.6] max-sm:first:flex-1 text-md max-sm:text-base"
              onClick={() => take('cash', amount)}
            >
              {shortAmount(amount, currency, shop.locale)}
              {index === 0 ? <span className="max-sm:sr-only"> {t('layers.exact')}</span> : null}
            </Button>
          ))}
        </div>
        {doubtful === null ? null : (
          <Notice
            tone="warning"
            isAlert
            className="mt-3"
            icon={<CircleAlert aria-hidden className="size-5" />}
            actions={
              <>
                <Button variant="primary" onClick={() => take('cash', doubtful.amountMinor, true)}>
                  {t('layers.doubtfulYes')}
                </Button>
                <Button variant="quiet" onClick={() => carts.store.setState({ doubtful: null })}>
                  {t('layers.doubtfulNo')}
                </Button>
              </>
            }
          >
            {t('layers.doubtful', {
              amount: amountText(doubtful.amountMinor, currency, shop.locale),
              change: amountText(doubtful.changeMinor, currency, shop.locale),
            })}
          </Notice>
        )}
        <CreditApproval />
        {problem === null ? null : (
          <Notice tone="danger" isAlert className="mt-3" icon={<CircleAlert aria-hidden className="size-5" />}>
            {problem.detail}
          </Notice>
        )}
        {firstLate === undefined ? null : (
          <Notice
            tone="neutral"
            className="mt-3"
            actions={
              <>
                <Button
                  onClick={() => {
                    carts.store.setState({ late: [] });
                    paying.close();
                    for (const goods of late) selling.addScanned(goods);
                  }}
                >
                  {t('layers.addToSale')}
                </Button>
                <IconButton label={t('ui.dismiss')} onClick={() => carts.store.setState({ late: [] })}>
                  <X aria-hidden className="size-4" />
                </IconButton>
              </>
            }
          >
            {t('layers.scannedLate', { name: firstLate.hit.name })}
            {late.length > 1 ? (
              <span className="ms-1.5 font-semibold">{t('till.moreUnknown', { count: late.length - 1 })}</span>
            ) : null}
          </Notice>
        )}
        <div className="mt-3.5 grid grid-cols-[13.25rem_minmax(0,1fr)] gap-4 max-sm:grid-cols-[minmax(0,1fr)] max-sm:gap-3">
          <Numpad onKey={(key) => setText((now) => typeKey(now, key))} hasPoint={currency.exponent > 0} />
          <TenderList kinds={shop.tenders.kinds.slice(0, BESIDE_DIGITS)} {...press} />
        </div>
        <MoreTenders kinds={shop.tenders.kinds.slice(BESIDE_DIGITS)} {...press} />
        <div className="mt-3 grid gap-3 sm:grid-cols-2">
          <Field label={t('layers.reference')} hint={t('layers.referenceHint')}>
            <TextInput
              value={reference}
              onChange={(event) => setReference(event.target.value)}
              maxLength={64}
              autoComplete="off"
              dir="ltr"
            />
          </Field>
          {shop.tenders.kinds.includes('gift-card') ? <GiftCardField /> : null}
          {shop.tenders.takesTips ? <TipField /> : null}
        </div>
        <UnsureCard
          onTake={(amountMinor, isUncertain) => take('card-manual', amountMinor, true, isUncertain)}
          dueMinor={remaining?.exactMinor ?? ZERO_MINOR}
        />
        <div className="mt-auto pt-4">
          <Paid />
          <Button
            variant="quiet"
            icon={<ArrowLeft aria-hidden className="size-4 rtl:-scale-x-100" />}
            shortcut="Esc"
            className="-ms-2 mt-1"
            onClick={paying.close}
          >
            {t('layers.backToCart')}
          </Button>
        </div>
      </div>
    </Sheet>
  );
}

function hit(event: KeyboardEvent, run: () => void): void {
  event.preventDefault();
  run();
}

function Paid() {
  const { paying, ports } = useTill();
  const cart = useCart();
  const { currency } = ports.shop.rules;
  const remaining = remainingOf(cart, ports.shop.rules);
  return (
    <div className="flex min-h-11 flex-wrap items-center justify-between gap-2 border-t border-line pt-2.5 font-medium">
      {cart.tenders.length === 0 ? (
        <span className="text-ink-3">{t('layers.nothingPaid')}</span>
      ) : (
        <ul aria-label={t('till.paid')} className="flex flex-wrap gap-1.5">
          {cart.tenders.map((tender) => (
            <li key={tender.tenderId} className="flex items-center gap-1.5 rounded-full bg-sunken ps-3">
              {tenderName(tender.kind)}
              <Amount value={tender.amountMinor} currency={currency} locale={ports.shop.locale} />
              <IconButton
                label={t('layers.removeTender')}
                onClick={() => paying.removeTender(tender.tenderId)}
                className="rounded-full"
              >
                <X aria-hidden className="size-4" />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <span className="ms-auto">
        {t('layers.remaining')}{' '}
        <Amount
          value={remaining?.exactMinor ?? ZERO_MINOR}
          currency={currency}
          locale={ports.shop.locale}
          className="text-lg font-bold"
        />
      </span>
    </div>
  );
}

/** What is likely handed over for all of it, and the largest note for a part of it: a split begins in one press. */
function presetsFor(due: Minor, notes: readonly Minor[]): Minor[] {
  const part = Math.max(0, ...notes.filter((note) => note < due));
  return [...suggestTenders(due, notes), ...(part === 0 ? [] : [minor(part)])];
}
