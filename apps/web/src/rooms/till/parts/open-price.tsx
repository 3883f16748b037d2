import type { CatalogHit } from '@mosaajii/domain/catalog';
import { milli } from '@mosaajii/domain/money';
import { Tag } from 'lucide-react';
import { t } from '../../../platform/i18n/index.ts';
import { Dialog, EmptyState } from '../../../platform/ui/index.ts';
import { useTill } from '../till-context.tsx';

const MOST_SHOWN = 50;
/** A note is read by people; the beginning of a code of any length tells it apart. */
const LONGEST_NOTE = 64;

/** Sells what nobody knows as goods of the shop that have no price of their own: the price is typed, and the line keeps the code. */
export function OpenPrice({ code }: { readonly code: string }) {
  const { carts, ports, selling } = useTill();
  const close = () => carts.store.setState({ layer: null });
  const hits = ports.catalog.unpriced(MOST_SHOWN);
  const sell = (hit: CatalogHit) => {
    selling.dismissUnknown(code);
    close();
    selling.addScanned({ hit, quantityMilli: milli(1000), isUnmeasured: true, note: code.slice(0, LONGEST_NOTE) });
  };
  return (
    <Dialog title={t('till.openPrice')} onClose={close} className="comfortable">
      {hits.length === 0 ? (
        <EmptyState icon={Tag} title={t('layers.openPriceNone')}>
          {t('layers.openPriceNoneText')}
        </EmptyState>
      ) : (
        <>
          <p className="pb-3 text-ink-2">{t('layers.openPriceText', { code })}</p>
          <ul className="pb-2">
            {hits.map((hit, index) => (
              <li key={hit.variantId}>
                <button
                  type="button"
                  data-autofocus={index === 0 ? '' : undefined}
                  onClick={() => sell(hit)}
                  className="flex min-h-12 w-full items-center gap-3 rounded-control px-3 text-start hover:bg-sunken"
                >
                  <span className="min-w-0 flex-1 truncate font-medium">{hit.name}</span>
                  <span className="code text-ink-3 max-sm:hidden">{hit.sku}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}
