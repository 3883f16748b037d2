import { type Minor, ZERO_MINOR } from '@mosaajii/domain/money';
import { CircleHelp } from 'lucide-react';
import { t } from '../../../platform/i18n/index.ts';
import { amountText, Button, Field, MoneyInput, Notice } from '../../../platform/ui/index.ts';
import { setTip, setUnsureCard } from '../cart.ts';
import { useCart, useTill } from '../till-context.tsx';

interface Props {
  readonly dueMinor: Minor;
  readonly onTake: (amountMinor: Minor, isUncertain?: true) => void;
}

/** Nobody knows whether the terminal took the money: the cashier looks and says so. Nothing is tried again by itself. */
export function UnsureCard({ dueMinor, onTake }: Props) {
  const { carts, ports } = useTill();
  const unsure = useCart().unsureCardMinor;
  const end = () => carts.adjust((cart) => setUnsureCard(cart, null));
  if (unsure === undefined) {
    if (dueMinor === 0 || !ports.shop.tenders.kinds.includes('card-manual')) return null;
    return (
      <Button
        variant="quiet"
        className="mt-1 self-start"
        onClick={() => carts.adjust((cart) => setUnsureCard(cart, dueMinor))}
      >
        {t('layers.cardUnsure')}
      </Button>
    );
  }
  const amount = amountText(unsure, ports.shop.rules.currency, ports.shop.locale);
  return (
    <Notice
      tone="warning"
      isAlert
      className="mt-3"
      icon={<CircleHelp aria-hidden className="size-5" />}
      actions={
        <>
          <Button
            variant="primary"
            onClick={() => {
              end();
              onTake(unsure);
            }}
          >
            {t('layers.cardUnsureYes')}
          </Button>
          <Button variant="quiet" onClick={end}>
            {t('layers.cardUnsureNo')}
          </Button>
          <Button
            onClick={() => {
              end();
              onTake(unsure, true);
            }}
          >
            {t('layers.cardUnsureLater')}
          </Button>
        </>
      }
    >
      {t('layers.cardUnsureAsk', { amount })}
      <span className="mt-1 block text-sm text-ink-2">{t('layers.cardUnsureLaterText')}</span>
    </Notice>
  );
}

/** What the customer gives to the staff, on top of the total. */
export function TipField() {
  const { carts, ports } = useTill();
  const cart = useCart();
  return (
    <Field label={t('layers.tip')}>
      <MoneyInput
        currency={ports.shop.rules.currency}
        value={cart.tipMinor ?? null}
        onValue={(tip) =>
          tip !== undefined && carts.adjust((now) => setTip(now, tip === null || tip < 0 ? ZERO_MINOR : tip))
        }
      />
    </Field>
  );
}
