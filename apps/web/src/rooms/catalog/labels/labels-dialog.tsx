import type { ProductDetail } from '@mosaajii/contract/catalog';
import { formatMinor, minor } from '@mosaajii/domain/money';
import { LABEL_FORMATS, type LabelFormat, labelsOnPage } from '@mosaajii/domain/paper';
import { useQueries } from '@tanstack/react-query';
import { Printer } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Failed } from '../../../platform/answer/index.ts';
import { api, orThrow } from '../../../platform/api/index.ts';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { type MessageKey, t } from '../../../platform/i18n/index.ts';
import { printNode } from '../../../platform/printer/index.ts';
import { Button, Drawer, Field, Notice, Select, Skeleton, TextInput } from '../../../platform/ui/index.ts';
import { LabelSheets, type LabelText } from './label-sheets.tsx';

const NAMES: Readonly<Record<LabelFormat['id'], MessageKey>> = {
  'a4-24': 'catalog.labelsA424',
  'a4-40': 'catalog.labelsA440',
  'a4-65': 'catalog.labelsA465',
  'roll-57x32': 'catalog.labelsRoll57',
  'roll-40x30': 'catalog.labelsRoll40',
};
/** A thousand labels are fifteen sheets: what is more is a slip of the finger. */
const MOST_EACH = 500;

/** Labels of the selected products: which sheet, how many of each, and the sheet itself before it is printed. */
export function LabelsDialog({
  productIds,
  onClose,
}: {
  readonly productIds: readonly string[];
  readonly onClose: () => void;
}) {
  const { session } = useDevice();
  const settings = useObservable(session.settings);
  const [formatId, setFormatId] = useState<LabelFormat['id']>('a4-24');
  const [each, setEach] = useState('1');
  const [first, setFirst] = useState('1');
  const products = useQueries({
    queries: productIds.map((productId) => ({
      queryKey: ['product', productId],
      queryFn: () => orThrow(api.get<ProductDetail>(`/products/${productId}`)),
    })),
  });
  const failed = products.find((one) => one.error !== null);
  const loaded = products.flatMap((one) => (one.data === undefined ? [] : [one.data]));
  const format = LABEL_FORMATS.find(({ id }) => id === formatId) ?? LABEL_FORMATS[0];
  const count = wholeIn(each, 1, MOST_EACH);
  const place = format === undefined ? null : wholeIn(first, 1, labelsOnPage(format));
  const currency = settings?.organization.currency;
  const locale = settings?.organization.locale;
  const labels = useMemo(
    () =>
      currency === undefined
        ? []
        : loaded
            .flatMap((product) => labelsOf(product, currency, locale))
            .flatMap((label) => Array<LabelText>(count ?? 0).fill(label)),
    [loaded, currency, locale, count],
  );
  if (format === undefined) return null;
  const sheets = <LabelSheets format={format} labels={labels} firstPlace={(place ?? 1) - 1} />;
  const print = () =>
    printNode(sheets, () => `@page { size: ${format.pageWidthMm}mm ${format.pageHeightMm}mm; margin: 0; }`);
  const isReady = loaded.length === productIds.length && count !== null && place !== null && labels.length > 0;
  return (
    <Drawer
      title={t('catalog.labels')}
      onClose={onClose}
      footer={
        <Button
          variant="primary"
          disabled={!isReady}
          icon={<Printer aria-hidden className="size-4" strokeWidth={1.75} />}
          onClick={() => void print()}
        >
          {t('catalog.labelsPrint', { count: labels.length })}
        </Button>
      }
    >
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label={t('catalog.labelsFormat')}>
          <Select
            value={formatId}
            data-autofocus
            onChange={(event) => setFormatId(LABEL_FORMATS.find(({ id }) => id === event.target.value)?.id ?? 'a4-24')}
          >
            {LABEL_FORMATS.map(({ id }) => (
              <option key={id} value={id}>
                {t(NAMES[id])}
              </option>
            ))}
          </Select>
        </Field>
        <Field
          label={t('catalog.labelsEach')}
          error={count === null ? t('catalog.labelsWrong', { most: MOST_EACH }) : undefined}
        >
          <TextInput inputMode="numeric" value={each} onChange={(event) => setEach(event.target.value)} />
        </Field>
        <Field
          label={t('catalog.labelsFirst')}
          error={place === null ? t('catalog.labelsWrong', { most: labelsOnPage(format) }) : undefined}
        >
          <TextInput inputMode="numeric" value={first} onChange={(event) => setFirst(event.target.value)} />
        </Field>
      </div>
      {failed === undefined ? null : (
        <Failed cause={failed.error} title={t('catalog.labelsFailed')} onRetry={() => void failed.refetch()} />
      )}
      {failed === undefined && loaded.length < productIds.length ? <Skeleton className="mt-4 h-64 w-full" /> : null}
      {loaded.length === productIds.length && labels.length === 0 ? (
        <Notice tone="neutral">{t('catalog.labelsNothing')}</Notice>
      ) : null}
      <div
        role="region"
        aria-label={t('catalog.labelsPreview')}
        tabIndex={0}
        className="scroll-quiet mt-4 max-h-[55dvh] overflow-auto rounded-card border border-line bg-sunken p-3"
      >
        <div className="w-fit shadow-pop">{sheets}</div>
      </div>
    </Drawer>
  );
}

function wholeIn(text: string, least: number, most: number): number | null {
  const value = Number(text);
  return /^\d+$/.test(text.trim()) && value >= least && value <= most ? value : null;
}

type Currency = Parameters<typeof formatMinor>[1];

/** One label for each variant that is sold and has a price. */
function labelsOf(product: ProductDetail, currency: Currency, locale: string | undefined): LabelText[] {
  return product.variants.flatMap((variant) => {
    if (!variant.isActive || variant.priceE4 === null) return [];
    return [
      {
        id: variant.variantId,
        name: [product.name, ...variant.optionValues].join(' · '),
        price: formatMinor(minor(Math.round(variant.priceE4 / 10_000)), currency, locale),
        unit: product.unit === 'pcs' || product.unit === '' ? '' : t('catalog.labelsPer', { unit: product.unit }),
        code: variant.codes[0]?.code ?? variant.sku,
      },
    ];
  });
}
