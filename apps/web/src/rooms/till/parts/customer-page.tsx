import { type Minor, minor } from '@mosaajii/domain/money';
import type { CustomerItem } from '@mosaajii/domain/purse';
import { useEffect, useState } from 'react';
import { formatDateTime, t } from '../../../platform/i18n/index.ts';
import { tenderName } from '../../../platform/i18n/tender-name.ts';
import {
  Amount,
  amountText,
  Button,
  Field,
  MoneyInput,
  Notice,
  Select,
  TextInput,
  useToasts,
} from '../../../platform/ui/index.ts';
import type { TillHistory } from '../ports.ts';
import { useGo, useTill } from '../till-context.tsx';

interface Props {
  readonly customerId: string;
  /** `null`: this register has not heard of them yet. */
  readonly item: CustomerItem | null;
  readonly onChange: () => void;
}

/** What the till knows of the customer who buys: balances as last heard, the sales of this register, a payment. */
export function CustomerPage({ customerId, item, onChange }: Props) {
  const { ports } = useTill();
  const go = useGo();
  const [history, setHistory] = useState<readonly TillHistory[] | null>(null);
  const [shop, setShop] = useState<'asking' | 'offline' | 'failed' | 'there'>('asking');
  const [isPaying, setPaying] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    void (async () => {
      // This register's own sales are there at once; the shop's take their place when the server answers.
      const own = await ports.customers.history(customerId);
      if (isCurrent) setHistory(own);
      const sold = await ports.customers.shopHistory(customerId);
      if (!isCurrent) return;
      if (sold.ok) setHistory(withUnsent(sold.value, own));
      setShop(sold.ok ? 'there' : sold.error.code === 'unreachable' ? 'offline' : 'failed');
    })();
    return () => {
      isCurrent = false;
    };
  }, [ports, customerId]);
  const { currency } = ports.shop.rules;
  const owed = item?.owedMinor ?? 0;
  const figures: readonly (readonly [string, number])[] = [
    [t(owed < 0 ? 'till.inAdvance' : 'till.owes'), Math.abs(owed)],
    ...(item?.creditLimitMinor === undefined ? [] : [[t('layers.creditLimit'), item.creditLimitMinor] as const]),
    ...(item?.storeCreditMinor === undefined ? [] : [[t('till.storeCredit'), item.storeCreditMinor] as const]),
  ];
  if (isPaying)
    return <TakePayment customerId={customerId} owedMinor={minor(Math.max(0, owed))} onDone={() => setPaying(false)} />;
  return (
    <div className="flex flex-col gap-4 pt-3">
      <dl className="grid grid-cols-2 gap-x-4 gap-y-1">
        {figures.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-ink-2">{label}</dt>
            <dd className="text-end">
              <Amount value={minor(value)} currency={currency} locale={ports.shop.locale} className="font-semibold" />
            </dd>
          </div>
        ))}
        {item?.points === undefined ? null : (
          <>
            <dt className="text-ink-2">{t('till.points')}</dt>
            <dd className="num text-end font-semibold">{item.points}</dd>
          </>
        )}
        {item?.phone === undefined ? null : (
          <>
            <dt className="text-ink-2">{t('layers.customerPhone')}</dt>
            <dd dir="ltr" className="text-end">
              {item.phone}
            </dd>
          </>
        )}
        {item?.taxNumber === undefined ? null : (
          <>
            <dt className="text-ink-2">{t('layers.customerTaxNumber')}</dt>
            <dd className="code text-end">{item.taxNumber}</dd>
          </>
        )}
        {item?.taxExemption === undefined ? null : (
          <>
            <dt className="text-ink-2">{t('till.taxExempt')}</dt>
            <dd className="code text-end">{item.taxExemption.certificate}</dd>
          </>
        )}
      </dl>
      {item?.groupIds === undefined ? null : <p className="text-sm text-ink-2">{t('layers.groupPrice')}</p>}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={() => setPaying(true)} className="min-h-12">
          {t('layers.takePayment')}
        </Button>
        <Button onClick={onChange} className="min-h-12">
          {t('layers.otherCustomer')}
        </Button>
      </div>
      <section aria-label={t(shop === 'there' ? 'goodwill.shopSales' : 'layers.customerSales')}>
        <h3 className="font-semibold">{t(shop === 'there' ? 'goodwill.shopSales' : 'layers.customerSales')}</h3>
        {shop === 'offline' || shop === 'failed' ? (
          <p role="status" className="text-sm text-ink-2">
            {t(shop === 'offline' ? 'goodwill.salesOffline' : 'goodwill.salesFailed')}
          </p>
        ) : null}
        {history === null ? null : history.length === 0 ? (
          <p className="text-sm text-ink-3">{t('layers.noCustomerSales')}</p>
        ) : (
          <ul>
            {history.map((sale) => (
              <li key={sale.documentId}>
                <button
                  type="button"
                  onClick={() => go(`/orders/${sale.documentId}`)}
                  className="flex min-h-11 w-full items-center gap-3 rounded-control text-start hover:bg-sunken"
                >
                  <span className="code text-sm">{sale.receiptNumber}</span>
                  <span className="flex-1 text-sm text-ink-3">{formatDateTime(sale.occurredAt)}</span>
                  <Amount value={sale.totalMinor} currency={currency} locale={ports.shop.locale} />
                </button>
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

/** What this register has sold and the server has not heard of stands before what the server knows. */
function withUnsent(shop: readonly TillHistory[], own: readonly TillHistory[]): readonly TillHistory[] {
  const known = new Set(shop.map(({ documentId }) => documentId));
  const unsent = own.filter(({ documentId, occurredAt }) => {
    const oldest = shop.at(-1)?.occurredAt ?? '';
    return !known.has(documentId) && occurredAt > oldest;
  });
  return [...unsent, ...shop];
}

const PAYING = ['cash', 'card-manual', 'mobile-money', 'bank-transfer'] as const;

interface PaymentProps {
  readonly customerId: string;
  readonly owedMinor: Minor;
  readonly onDone: () => void;
}

/** Takes what a customer owes into the open shift. Also without the network: the debt goes down when it is sent. */
function TakePayment({ customerId, owedMinor, onDone }: PaymentProps) {
  const { ports } = useTill();
  const { currency } = ports.shop.rules;
  const [paymentId] = useState(() => ports.newId());
  const [amount, setAmount] = useState<Minor | null | undefined>(owedMinor === 0 ? null : owedMinor);
  const [kind, setKind] = useState<(typeof PAYING)[number]>('cash');
  const [reference, setReference] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const take = async () => {
    if (isSaving) return;
    if (amount === null || amount === undefined || amount <= 0) return setProblem(t('till.invalidAmount'));
    setSaving(true);
    const text = reference.trim();
    const tender = { tenderId: ports.newId(), kind, amountMinor: amount, ...(text === '' ? {} : { reference: text }) };
    const done = await ports.customers.pay({ paymentId, customerId, tenders: [tender] });
    setSaving(false);
    if (!done.ok) return setProblem(done.error.detail);
    const shown = amountText(amount, currency, ports.shop.locale);
    useToasts.getState().show({ message: t('layers.paymentTaken', { amount: shown }), tone: 'success' });
    onDone();
  };
  return (
    <form
      className="flex flex-col gap-4 pt-3"
      onSubmit={(event) => {
        event.preventDefault();
        void take();
      }}
    >
      <Field label={t('layers.amount')}>
        <MoneyInput data-autofocus currency={currency} value={amount ?? null} onValue={setAmount} />
      </Field>
      <Field label={t('layers.paidBy')}>
        <Select value={kind} onChange={(event) => setKind(event.target.value as (typeof PAYING)[number])}>
          {PAYING.filter((one) => ports.shop.tenders.kinds.includes(one)).map((one) => (
            <option key={one} value={one}>
              {tenderName(one)}
            </option>
          ))}
        </Select>
      </Field>
      {kind === 'cash' ? null : (
        <Field label={t('layers.reference')}>
          <TextInput
            value={reference}
            onChange={(event) => setReference(event.target.value)}
            maxLength={64}
            autoComplete="off"
            dir="ltr"
          />
        </Field>
      )}
      {problem === null ? null : (
        <Notice tone="danger" isAlert>
          {problem}
        </Notice>
      )}
      <div className="flex justify-end gap-2">
        <Button variant="quiet" onClick={onDone}>
          {t('ui.back')}
        </Button>
        <Button type="submit" variant="primary" isPending={isSaving}>
          {t('layers.takePayment')}
        </Button>
      </div>
    </form>
  );
}
