import { minor } from '@mosaajii/domain/money';
import { Check, Printer } from 'lucide-react';
import { Suspense, useEffect } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { tenderName } from '../../../platform/i18n/tender-name.ts';
import { chordText } from '../../../platform/keys/index.ts';
import { Amount, Button, figures } from '../../../platform/ui/index.ts';
import { useTill, useTillState } from '../till-context.tsx';
import { InstallOffer } from './later.tsx';

const SHRINK_AFTER_MS = 8000;

/** The change, large, while it is counted. Gives way to the next scan, key or tap, and after eight seconds. */
export function DonePanel({
  onPrint,
  onSend,
  onView,
}: {
  readonly onPrint: () => void;
  readonly onSend: () => void;
  readonly onView: (saleId: string) => void;
}) {
  const { paying, ports } = useTill();
  const done = useTillState((state) => state.done);
  const hasInstallOffer = useTillState((state) => state.hasInstallOffer);
  const saleId = done?.sale.saleId;
  const isSmall = done?.isSmall ?? true;
  useEffect(() => {
    if (saleId === undefined || isSmall) return;
    const timer = setTimeout(paying.shrinkDone, SHRINK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [saleId, isSmall, paying]);
  if (done === null || done.isSmall) return null;
  const { settlement, payload, receiptNumber } = done.sale;
  const { currency } = ports.shop.rules;
  const change = settlement.changeMinor;
  const back = minor(
    (done.returned?.payload.refunds ?? [])
      .filter((part) => part.kind !== 'exchange')
      .reduce((total, part) => total + part.amountMinor, 0),
  );
  const tenders = payload.tenders
    .map((tender) => `${tenderName(tender.kind)} ${figures(tender.amountMinor, currency, ports.shop.locale)}`)
    .join(' + ');
  return (
    <section
      aria-label={t('till.done')}
      onPointerDown={(event) => {
        if (!(event.target instanceof Element) || event.target.closest('button') === null) paying.shrinkDone();
      }}
      className="absolute inset-0 z-10 grid animate-rise content-center justify-items-center gap-1.5 overflow-y-auto bg-surface px-5 py-6 text-center max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:top-12"
    >
      <span className="mb-2 grid size-18 place-items-center rounded-full bg-success-tint text-success">
        <Check aria-hidden className="size-9" strokeWidth={1.75} />
      </span>
      <p className="font-medium text-ink-2">
        {back > 0 ? t('till.exchangeBack') : change > 0 ? t('till.change') : t('till.paidExactly')}
      </p>
      <p data-testid="change" className="text-change font-bold tracking-[-0.03em]">
        <Amount
          value={back > 0 ? back : change > 0 ? change : settlement.dueMinor}
          currency={currency}
          locale={ports.shop.locale}
        />
      </p>
      <p className="num whitespace-normal text-ink-2">
        {tenders} · {t('till.receipt')} <span className="code whitespace-nowrap">{receiptNumber}</span>
      </p>
      <div className="mt-6 grid w-full max-w-md grid-cols-3 gap-2">
        <Button className="min-h-16 flex-col gap-1! px-2!" shortcut={chordText('Ctrl+p')} onClick={onPrint}>
          {t('till.print')}
        </Button>
        <Button className="min-h-16 flex-col gap-1! px-2!" shortcut={chordText('Ctrl+e')} onClick={onSend}>
          {t('till.send')}
        </Button>
        <Button className="min-h-16 flex-col gap-1! px-2!" onClick={() => onView(done.sale.saleId)}>
          {t('till.view')}
        </Button>
      </div>
      <p className="mt-5 text-ink-3">{t('till.nextSale')}</p>
      {hasInstallOffer ? (
        <Suspense fallback={null}>
          <InstallOffer />
        </Suspense>
      ) : null}
    </section>
  );
}

/** What is left of it until the next sale is paid. */
export function LastSale({ onPrint }: { readonly onPrint: () => void }) {
  const { carts, ports } = useTill();
  const done = useTillState((state) => state.done);
  if (done === null || !done.isSmall) return null;
  const { currency } = ports.shop.rules;
  const { totals, settlement } = done.sale;
  return (
    <div className="flex items-center gap-1 px-4 pb-2 max-sm:px-3">
      <button
        type="button"
        onClick={() => carts.store.setState({ done: { ...done, isSmall: false } })}
        className="num reach flex min-h-9 min-w-0 flex-1 items-center gap-1.5 rounded-full bg-success-tint px-3 text-sm font-medium text-success"
      >
        <Check aria-hidden className="size-4 flex-none" />
        <span className="truncate">
          {t('till.lastSale', { total: figures(totals.totalMinor, currency, ports.shop.locale) })}
          {settlement.changeMinor > 0
            ? ` · ${t('till.changeIs', { amount: figures(settlement.changeMinor, currency, ports.shop.locale) })}`
            : ''}
        </span>
      </button>
      <Button variant="quiet" size="sm" onClick={onPrint} icon={<Printer aria-hidden className="size-4" />}>
        {t('till.print')}
      </Button>
    </div>
  );
}
