import { returnSubject } from '@mosaajii/domain/approval';
import { DEFAULT_SCAN_RULES } from '@mosaajii/domain/barcode';
import { goodsCodes } from '@mosaajii/domain/gs1';
import { type Minor, minor } from '@mosaajii/domain/money';
import { returnedLate, type TenderKind } from '@mosaajii/domain/sale';
import { useEffect, useState } from 'react';
import { ApprovalPanel, type Asking, useReach } from '../../../platform/approval/index.ts';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { pendingExchange } from '../../../platform/exchange/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { tenderName } from '../../../platform/i18n/tender-name.ts';
import {
  type CommittedReturn,
  type FetchedSale,
  previewReturn,
  type Returnable,
  type ReturnPreview,
} from '../../../platform/journal/index.ts';
import { useBindings } from '../../../platform/keys/index.ts';
import { useNavigate } from '../../../platform/router/index.ts';
import { signal, useScans } from '../../../platform/scanner/index.ts';
import {
  Amount,
  amountText,
  Button,
  Notice,
  ReasonChoice,
  SegmentedControl,
  useOnce,
} from '../../../platform/ui/index.ts';
import {
  choiceOf,
  creditHolder,
  fitForm,
  isCreditOfNobody,
  leftOf,
  openForm,
  RETURN_REASONS,
  type ReturnForm,
  returnedLines,
  setQuantity,
  setReason,
  setShelf,
  shelfOf,
  step,
} from '../return-form.ts';
import { useAsking } from '../use-approval.ts';
import { CreditHolder } from './credit-holder.tsx';
import { ReturnLine } from './return-line.tsx';

interface Props {
  readonly sale: Returnable;
  readonly fetched: FetchedSale | undefined;
  /** The trading day of the open shift, YYYY-MM-DD. */
  readonly today: string | null;
  readonly onDone: (done: CommittedReturn) => void;
}

/** Lines with steppers, a reason, where goods and money go, and one button that says what it does. */
export function ReturnEditor({ sale, fetched, today, onDone }: Props) {
  const { catalog, session, now } = useDevice();
  const settings = useObservable(session.settings);
  const [form, setForm] = useState(() => openForm(sale));
  useEffect(() => setForm((now) => fitForm(now, sale)), [sale]);
  const { refund, exchange, ids, problem, say, isPending } = useRefund({ sale, fetched, onDone });
  const lines = returnedLines(form, sale);
  const choice = choiceOf(form, sale, ids.cashTenderId);
  const preview = lines.length === 0 ? null : previewReturn(sale, lines, choice);
  const days = settings?.store.returnDays ?? null;
  const isLate =
    days !== null && today !== null && sale.businessDate !== undefined && returnedLate(sale.businessDate, today, days);
  const totalMinor = preview?.ok ? preview.value.totalMinor : minor(0);
  const subject = returnSubject({
    returnId: ids.returnId,
    source: { kind: 'sale', saleId: sale.saleId, lines },
    claimed: { totalMinor },
  });
  const asking = useAsking(preview?.ok ? { totalMinor, hasReceipt: true, isLate } : null, subject);
  const submit = () => void refund(form, asking);
  useScans((scan) => {
    const byCode = (code: string) => catalog.byCode(code);
    const rules = session.settings.get()?.store.scanRules ?? DEFAULT_SCAN_RULES;
    const codes = goodsCodes(scan.code, rules, (code) => byCode(code) !== null, now().getUTCFullYear());
    const hit = codes.map(byCode).find((found) => found !== null);
    const line = sale.lines.find(
      (one) => one.variantId === hit?.variantId && leftOf(one) > (form.quantities[one.lineId] ?? 0),
    );
    signal(line ? 'scan-ok' : 'scan-fail');
    if (line) setForm(step(form, line, 1));
    return true;
  });
  // Enter on a control is that control's; money goes out by it only from the page itself, as after a scan.
  useBindings([
    { chord: 'Enter', run: (event) => (lines.length > 0 && !isOnControl(event.target) ? submit() : false) },
  ]);
  return (
    <div className="flex flex-col gap-4 lg:grid lg:grid-cols-[minmax(0,1fr)_23rem] lg:items-start lg:gap-5">
      <section className="rounded-card border border-line bg-surface" aria-label={t('orders.whatComesBack')}>
        <div className="flex min-h-12 items-center gap-2 border-b border-line ps-4 pe-2">
          <h2 className="flex-1 font-semibold">{t('orders.whatComesBack')}</h2>
          <span className="text-sm text-ink-3 max-sm:hidden">{t('orders.scanHint')}</span>
          <Button size="sm" variant="quiet" onClick={() => setForm(everything(form, sale))}>
            {t('orders.returnAll')}
          </Button>
        </div>
        <ul className="divide-y divide-line">
          {sale.lines.map((line) => (
            <ReturnLine
              key={line.lineId}
              line={line}
              currency={sale.rules.currency}
              chosen={form.quantities[line.lineId] ?? (0 as typeof line.soldMilli)}
              shelf={shelfOf(form, line.lineId)}
              onShelf={(shelf) => setForm(setShelf(form, line.lineId, shelf))}
              onStep={(direction) => setForm(step(form, line, direction))}
              onQuantity={(quantity) => setForm(setQuantity(form, line, quantity))}
            />
          ))}
        </ul>
      </section>
      <aside
        aria-label={t('orders.refundTotal')}
        className="flex flex-col gap-4 rounded-card border border-line bg-surface p-4"
      >
        <Choices form={form} sale={sale} onForm={setForm} />
        <RefundFigures preview={preview?.ok ? preview.value : null} sale={sale} />
        {preview && !preview.ok ? (
          <Notice tone="danger">{t('orders.refused', { detail: preview.error.detail })}</Notice>
        ) : null}
        {asking.steps.length === 0 ? null : (
          <ApprovalPanel need={{ ...asking, subject }} currency={sale.rules.currency} onApproved={asking.onApproved} />
        )}
        {problem === null ? null : (
          <Notice tone="danger" isAlert>
            {problem}
          </Notice>
        )}
        {/* On a phone the button stays in reach of the thumb, above the bar of the rooms. */}
        <div className="max-lg:sticky max-lg:bottom-3 max-md:bottom-[calc(4.5rem+env(safe-area-inset-bottom))]">
          <Button
            variant={lines.length > 0 ? 'danger' : 'secondary'}
            size="lg"
            className="w-full max-lg:shadow-pop"
            shortcut="↵"
            isPending={isPending}
            onClick={submit}
          >
            {preview?.ok ? refundText(preview.value, sale) : t('orders.refundNothing')}
          </Button>
        </div>
        {preview?.ok ? (
          <Button
            className="w-full lg:-mt-2"
            onClick={() => {
              if (asking.steps.length > 0) return say(t('orders.needsApproval'));
              exchange(form, asking, preview.value.totalMinor);
            }}
          >
            {t('orders.exchange', { amount: amountText(preview.value.totalMinor, sale.rules.currency) })}
          </Button>
        ) : null}
      </aside>
    </div>
  );
}

function isOnControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a, input, select, textarea') !== null;
}

function everything(form: ReturnForm, sale: Returnable): ReturnForm {
  return sale.lines.reduce((all, line) => setQuantity(all, line, leftOf(line)), form);
}

/** Commits the return once: the ids are made when the screen opens, and a double tap finds the first one. */
function useRefund({ sale, fetched, onDone }: Omit<Props, 'today'>) {
  const { journal, session, newId } = useDevice();
  const navigate = useNavigate();
  const [ids] = useState(() => ({ returnId: newId(), cashTenderId: newId() }));
  const { run, say: setProblem, problem, isPending } = useOnce();
  const refund = async (form: ReturnForm, { steps, approvals }: Pick<Asking, 'steps' | 'approvals'>) => {
    const state = session.state.get();
    const lines = returnedLines(form, sale);
    if (state.status === 'signed-out') return;
    if (lines.length === 0) return setProblem(t('orders.nothingChosen'));
    if (steps.length > 0) return setProblem(t('orders.needsApproval'));
    if (isCreditOfNobody(form, sale)) return setProblem(t('orders.creditMissing'));
    const { userId } = state.session.user;
    await run(async () => {
      const committed = await journal.commitReturn({
        returnId: ids.returnId,
        userId,
        saleId: sale.saleId,
        reason: form.reason,
        lines,
        refund: choiceOf(form, sale, ids.cashTenderId),
        ...(fetched && { fetched }),
        approvals,
      });
      if (!committed.ok) return t('orders.refused', { detail: committed.error.detail });
      onDone(committed.value);
      return null;
    });
  };
  /** Nothing is written here: the till makes the return together with the sale. */
  const exchange = (form: ReturnForm, { approvals }: Pick<Asking, 'approvals'>, totalMinor: Minor) => {
    const state = session.state.get();
    if (isPending || state.status === 'signed-out') return;
    if (isCreditOfNobody(form, sale)) return setProblem(t('orders.creditMissing'));
    const lines = returnedLines(form, sale);
    const names = sale.lines
      .filter(({ lineId }) => lines.some((line) => line.lineId === lineId))
      .map(({ name }) => name);
    pendingExchange.set({
      exchangeId: newId(),
      returnTenderId: newId(),
      saleTenderId: newId(),
      returned: {
        returnId: ids.returnId,
        userId: state.session.user.userId,
        saleId: sale.saleId,
        reason: form.reason,
        lines,
        refund: choiceOf(form, sale, ids.cashTenderId),
        ...(fetched && { fetched }),
        approvals,
      },
      receiptNumber: sale.receiptNumber,
      totalMinor,
      names,
    });
    navigate({ to: '/till' });
  };
  return { refund, exchange, ids, problem, say: setProblem, isPending };
}

function Choices({
  form,
  sale,
  onForm,
}: {
  readonly form: ReturnForm;
  readonly sale: Returnable;
  readonly onForm: (form: ReturnForm) => void;
}) {
  const isCardPaid = sale.tenders.some((tender) => tender.kind !== 'cash');
  const mayCredit = useReach().permissions.has('sales.return-to-credit');
  return (
    <>
      <ReasonChoice
        legend={t('orders.reason')}
        reasons={RETURN_REASONS.map((reason) => ({ value: reason, label: t(`orders.reason${reason}`) }))}
        chosen={form.reason}
        onChoose={(reason) => onForm(setReason(form, reason))}
      />
      {isCardPaid || mayCredit ? (
        <div>
          <p className="mb-1.5 text-sm font-medium text-ink-2">{t('orders.refundTo')}</p>
          <SegmentedControl
            label={t('orders.refundTo')}
            value={form.refund}
            options={[
              { value: 'original', label: t('orders.refundOriginal') },
              ...(isCardPaid ? [{ value: 'cash' as const, label: t('orders.refundCash') }] : []),
              ...(mayCredit ? [{ value: 'credit' as const, label: t('orders.refundCredit') }] : []),
            ]}
            onChange={(refund) => onForm({ ...form, refund })}
          />
          {form.refund === 'credit' ? (
            <CreditHolder
              customerId={creditHolder(form, sale)}
              onChange={(creditTo) => onForm({ ...form, creditTo })}
            />
          ) : null}
        </div>
      ) : null}
    </>
  );
}

function RefundFigures({ preview, sale }: { readonly preview: ReturnPreview | null; readonly sale: Returnable }) {
  const { currency } = sale.rules;
  if (preview === null) return null;
  const hasCard = preview.refunds.some((part) => ON_TERMINAL.has(part.kind));
  const row = 'flex items-baseline justify-between gap-3';
  return (
    <div className="border-t border-line pt-3">
      {preview.refunds.map((part) => (
        <div key={part.tenderId} className={`${row} text-ink-2`}>
          <span>{tenderName(part.kind)}</span>
          <Amount value={part.amountMinor} currency={currency} />
        </div>
      ))}
      {preview.cashRoundingMinor === 0 ? null : (
        <div className={`${row} text-sm text-ink-3`}>
          <span>{t('orders.refundRounding')}</span>
          <Amount value={preview.cashRoundingMinor} currency={currency} />
        </div>
      )}
      <div className={`${row} mt-1`}>
        <span className="font-semibold">{t('orders.refundTotal')}</span>
        <span className="text-2xl font-bold tracking-tight">
          <Amount value={paidBack(preview)} currency={currency} hasCode />
        </span>
      </div>
      {hasCard ? <p className="mt-1 text-sm text-ink-2">{t('orders.cardHint')}</p> : null}
    </div>
  );
}

/** What somebody has to do on a machine beside the till. */
const ON_TERMINAL: ReadonlySet<TenderKind> = new Set(['card-manual'] as const);

/** What leaves the shop: the refunds together. */
function paidBack(preview: ReturnPreview): Minor {
  return minor(preview.refunds.reduce((total, part) => total + part.amountMinor, 0));
}

function refundText(preview: ReturnPreview, sale: Returnable): string {
  const amount = amountText(paidBack(preview), sale.rules.currency);
  const kinds = new Set(preview.refunds.map((part) => part.kind));
  if (kinds.size > 1 || kinds.size === 0) return t('orders.refundNow', { amount });
  if (kinds.has('store-credit')) return t('orders.refundNowCredit', { amount });
  if (![...kinds].some((kind) => ON_TERMINAL.has(kind)) && !kinds.has('cash')) return t('orders.refundNow', { amount });
  return kinds.has('cash') ? t('orders.refundNowCash', { amount }) : t('orders.refundNowCard', { amount });
}
