import { t } from '../../../platform/i18n/index.ts';
import { amountText, Button, Sheet } from '../../../platform/ui/index.ts';
import { useFigures, useTill } from '../till-context.tsx';
import { Products } from './tiles.tsx';

/** The products of a phone: several are tapped, then back to the cart. */
export function ProductsSheet() {
  const { paying, ports } = useTill();
  const figures = useFigures();
  const total =
    figures.kind === 'totals'
      ? amountText(figures.totals.totalMinor, ports.shop.rules.currency, ports.shop.locale)
      : '';
  const footer = (
    <Button variant="primary" size="lg" className="w-full" onClick={paying.close}>
      {t('layers.backToCart')} {total}
    </Button>
  );
  return (
    <Sheet title={t('till.products')} onClose={paying.close} className="comfortable" footer={footer}>
      <div className="-mx-4 flex h-full flex-col">
        <Products />
      </div>
    </Sheet>
  );
}
