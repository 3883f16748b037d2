import { t } from '../../../platform/i18n/index.ts';
import { tenderName } from '../../../platform/i18n/tender-name.ts';
import { Amount, Button, Dialog } from '../../../platform/ui/index.ts';
import { clearNow } from '../clearing.ts';
import { useCart, useTill } from '../till-context.tsx';
import { focusOmnibox } from './focus.ts';

/** Says what was taken for a sale that is to be cleared: the next customer's sale must not begin with it. */
export function ClearPaid() {
  const till = useTill();
  const { tenders } = useCart();
  const { rules, locale } = till.ports.shop;
  const close = () => {
    till.carts.store.setState({ layer: null });
    focusOmnibox();
  };
  return (
    <Dialog
      title={t('till.clearCart')}
      onClose={close}
      className="comfortable"
      footer={
        <>
          <Button size="lg" data-autofocus onClick={close}>
            {t('layers.backToCart')}
          </Button>
          <Button
            size="lg"
            variant="danger"
            onClick={() => {
              clearNow(till);
              focusOmnibox();
            }}
          >
            {t('layers.clearGiven')}
          </Button>
        </>
      }
    >
      <p>{t('layers.clearPaid')}</p>
      <ul className="mt-3 flex flex-col gap-1.5 text-md">
        {tenders.map(({ tenderId, kind, amountMinor }) => (
          <li key={tenderId} className="flex justify-between gap-3 font-medium">
            {tenderName(kind)}
            <Amount value={amountMinor} currency={rules.currency} locale={locale} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
