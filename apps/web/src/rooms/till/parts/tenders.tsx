import { type Minor, ZERO_MINOR } from '@mosaajii/domain/money';
import { suggestTenders } from '@mosaajii/domain/sale';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { tenderName } from '../../../platform/i18n/tender-name.ts';
import { chordText } from '../../../platform/keys/index.ts';
import { Amount, Button, figures as figuresText, Kbd, Notice } from '../../../platform/ui/index.ts';
import { remainingOf } from '../paying.ts';
import { shortAmount } from '../short-amount.ts';
import { useCart, useGo, useTill, useTillState } from '../till-context.tsx';

/** The money corner: three tenders in one press each, and Pay, always in the same pixels. */
export function Tenders({ children }: { readonly children?: ReactNode }) {
  const { paying, ports } = useTill();
  const go = useGo();
  const cart = useCart();
  const problem = useTillState((state) => (state.layer?.kind === 'payment' ? null : state.payProblem));
  const { shop } = ports;
  const remaining = remainingOf(cart, shop.rules);
  const due = remaining?.cashMinor ?? ZERO_MINOR;
  const [, next] = suggestTenders(due, shop.notesMinor);
  const show = (amount: Minor) => <Amount value={amount} currency={shop.rules.currency} locale={shop.locale} />;
  return (
    <div data-region="tenders" className="till-pay">
      {problem === null ? null : (
        <Notice
          tone="danger"
          isAlert
          icon={<CircleAlert aria-hidden className="size-5" />}
          className="mx-4 mb-2"
          actions={
            problem.code === 'no-open-shift' ? (
              <Button variant="quiet" className="font-semibold text-danger" onClick={() => go('/shift')}>
                {t('till.openShift')}
              </Button>
            ) : undefined
          }
        >
          {problem.detail}
        </Notice>
      )}
      {children}
      <div className="till-pay-row grid grid-cols-[1.35fr_1fr_1fr] gap-2 max-xl:grid-cols-[1.1fr_0.85fr_1fr] px-4 pb-3.5 max-lg:grid-cols-[1.2fr_1fr_1fr_1.6fr] max-sm:grid-cols-[1fr_1.35fr] max-sm:px-3 max-sm:pb-[max(0.75rem,env(safe-area-inset-bottom))]">
        <FastTender
          label={t('till.exactCash')}
          chord="F9"
          onPress={() => void paying.take({ kind: 'cash', amountMinor: null })}
        >
          {remaining === null ? t('till.nothingDue') : show(due)}
        </FastTender>
        <FastTender
          label={t('till.cash')}
          isHiddenOnPhone
          onPress={() => void (next === undefined ? paying.open() : paying.take({ kind: 'cash', amountMinor: next }))}
        >
          {next === undefined ? t('till.otherAmount') : shortAmount(next, shop.rules.currency, shop.locale)}
        </FastTender>
        <FastTender
          label={tenderName(shop.tenders.fast)}
          chord="Shift+F9"
          isHiddenOnPhone
          onPress={() => void paying.takeFast()}
        >
          {shop.tenders.fast === 'card-manual' ? t('till.cardApproved') : t('till.allOfIt')}
        </FastTender>
        <button
          type="button"
          onClick={() => void paying.open()}
          className="col-span-3 flex h-18 items-center justify-between gap-3 rounded-xl bg-pay px-[22px] text-[22px]/7 font-bold tracking-[-0.01em] text-white hover:bg-pay-hover active:translate-y-px max-lg:col-span-1 max-lg:h-16 max-lg:px-4 max-lg:text-xl max-sm:px-4"
        >
          <span>{t('till.pay')}</span>
          <span className="max-lg:hidden">
            <Kbd tone="onColour">{chordText('Ctrl+Enter')}</Kbd>
          </span>
          <span className="num" aria-hidden={remaining === null}>
            {remaining === null || due === 0 ? '' : figuresText(due, shop.rules.currency, shop.locale)}
          </span>
        </button>
      </div>
    </div>
  );
}

interface FastTenderProps {
  readonly label: string;
  readonly chord?: string;
  readonly isHiddenOnPhone?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function FastTender({ label, chord, isHiddenOnPhone = false, onPress, children }: FastTenderProps) {
  return (
    <button
      type="button"
      onClick={onPress}
      className={`flex h-14 min-w-0 flex-col justify-center rounded-card border border-line-strong bg-surface px-3.5 text-start text-md/5 font-semibold hover:bg-sunken active:translate-y-px max-xl:px-2.5 max-lg:h-16 ${isHiddenOnPhone ? 'max-sm:hidden' : ''}`}
    >
      <span className="flex w-full items-center justify-between gap-1 text-xs font-medium text-ink-3">
        <span className="truncate">{label}</span>
        {chord === undefined ? null : (
          <span aria-hidden className="code pointer-coarse:hidden max-xl:hidden">
            {chordText(chord)}
          </span>
        )}
      </span>
      <span className="num w-full truncate">{children}</span>
    </button>
  );
}
