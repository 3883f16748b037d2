import type { ProductRow } from '@mosaajii/contract';
import type { Currency, PriceE4 } from '@mosaajii/domain/money';
import { Image as ImageIcon } from 'lucide-react';
import { formatNumber, t } from '../../../platform/i18n/index.ts';
import { classes, priceFigures } from '../../../platform/ui/index.ts';
import { imageUrl, type OnHandFigures } from '../catalog-api.ts';

/** A price with its digits; a range where variants differ; a word where the till asks. */
export function PriceRange({ row, currency }: { readonly row: ProductRow; readonly currency: Currency }) {
  const { lowestPriceE4: lowest, highestPriceE4: highest } = row;
  if (lowest === null || highest === null) return <span className="text-ink-3">{t('catalog.asked')}</span>;
  return (
    <bdi dir="ltr" className="num">
      {lowest === highest ? price(lowest, currency) : `${price(lowest, currency)}–${price(highest, currency)}`}
    </bdi>
  );
}

function price(value: PriceE4, currency: Currency): string {
  return priceFigures(value, currency);
}

/** What is on hand over all variants, a minus that everybody sees; and what is left of it beside what is set aside. */
export function OnHand({
  row,
  onHand,
}: {
  readonly row: ProductRow;
  readonly onHand: ReadonlyMap<string, OnHandFigures>;
}) {
  const known = row.variantIds.filter((variantId) => onHand.has(variantId));
  if (known.length === 0) return <span className="text-ink-3">–</span>;
  const total = (name: keyof OnHandFigures) =>
    known.reduce((sum, variantId) => sum + (onHand.get(variantId)?.[name] ?? 0), 0);
  const [milli, aside] = [total('onHandMilli'), total('setAsideMilli')];
  const said = (amount: number) => formatNumber(amount / 1000).replace('-', '\u2212');
  return (
    <bdi dir="ltr" className={classes('num', milli < 0 && 'font-semibold text-danger')}>
      {said(milli)}
      {aside === 0 ? null : (
        <span dir="auto" className="block text-xs font-normal text-ink-3">
          {t('catalog.available', { count: said(milli - aside) })}
        </span>
      )}
    </bdi>
  );
}

/** The product's picture at the size of a row; its place is kept where there is none. */
export function Thumbnail({ imageId, className }: { readonly imageId: string | null; readonly className: string }) {
  return imageId === null ? (
    <span
      aria-hidden
      className={classes('grid flex-none place-items-center rounded-control bg-sunken text-ink-3', className)}
    >
      <ImageIcon className="size-3.5" strokeWidth={1.5} />
    </span>
  ) : (
    <img
      src={imageUrl(imageId)}
      alt=""
      loading="lazy"
      className={classes('flex-none rounded-control bg-sunken object-cover', className)}
    />
  );
}
