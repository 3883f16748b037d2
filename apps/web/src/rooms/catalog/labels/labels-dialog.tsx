import type { ProductDetail } from '@mosaajii/contract/catalog';
import { formatMinor, minor } from '@mosaajii/domain/money';
import { encodeZpl, LABEL_FORMATS, type LabelFormat, labelsOnPage } from '@mosaajii/domain/paper';
import { useQueries } from '@tanstack/react-query';
import { Download, Printer } from 'lucide-react';
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
/** Each product is read whole. */
const MOST_PRODUCTS = 100;

export interface LabelsDialogProps {
  readonly productIds: readonly string[];
  /** How many of each variant, where only some are wanted: as many as arrived. */
  readonly counts?: ReadonlyMap<string, number>;
  readonly onClose: () => void;
}

/** Labels of the selected products: which sheet, how many of each, and the sheet itself before it is printed. */
export function LabelsDialog({ productIds: asked, counts, onClose }: LabelsDialogProps) {
  const productIds = asked.slice(0, MOST_PRODUCTS);
  const { session } = useDevice();
  const settings = useObservable(session.settings);
  const [formatId, setFormatId] = useState<LabelFormat['id']>('a4-24');
  const [each, setEach] = useState('1');
  const [first, setFirst] = useState('1');
  /** Where a variant needs another number than the rest. */
  const [own, setOwn] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries([...(counts ?? [])].map(([variantId, count]) => [variantId, `${Math.min(count, MOST_EACH)}`])),
  );
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
  const wanted = useMemo(
    () =>
      currency === undefined
        ? []
        : loaded
            .flatMap((product) => labelsOf(product, currency, locale))
            .filter(({ id }) => counts === undefined || counts.has(id))
            .map((label) => ({ label, count: wholeIn(own[label.id] ?? each, 0, MOST_EACH) ?? 0 })),
    [loaded, currency, locale, each, own, counts],
  );
  const labels = useMemo(
    () => wanted.flatMap(({ label, count: many }) => Array<LabelText>(many).fill(label)),
    [wanted],
  );
  if (format === undefined) return null;
  const sheets = <LabelSheets format={format} labels={labels} firstPlace={(place ?? 1) - 1} />;
  const print = () =>
    printNode(sheets, () => `@page { size: ${format.pageWidthMm}mm ${format.pageHeightMm}mm; margin: 0; }`);
  const isEachRight = Object.values(own).every((text) => wholeIn(text, 0, MOST_EACH) !== null);
  const isReady =
    loaded.length === productIds.length && count !== null && isEachRight && place !== null && labels.length > 0;
  const isRoll = format.columns === 1 && format.rows === 1;
  return (
    <Drawer
      title={t('catalog.labels')}
      onClose={onClose}
      footer={
        <>
          {isRoll ? (
            <Button
              disabled={!isReady}
              icon={<Download aria-hidden className="size-4" strokeWidth={1.75} />}
              onClick={() => saveText(`${t('catalog.labels')}.zpl`, encodeZpl(format, wanted))}
            >
              {t('catalog.labelsZpl')}
            </Button>
          ) : null}
          <Button
            variant="primary"
            disabled={!isReady}
            icon={<Printer aria-hidden className="size-4" strokeWidth={1.75} />}
            onClick={() => void print()}
          >
            {t('catalog.labelsPrint', { count: labels.length })}
          </Button>
        </>
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
      {asked.length > MOST_PRODUCTS ? (
        <Notice tone="warning" className="mt-4">
          {t('catalog.labelsMost', { most: MOST_PRODUCTS })}
        </Notice>
      ) : null}
      {wanted.length > 1 ? (
        <Each labels={wanted.map(({ label }) => label)} each={each} own={own} onOwn={setOwn} />
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

interface EachProps {
  readonly labels: readonly LabelText[];
  readonly each: string;
  readonly own: Readonly<Record<string, string>>;
  readonly onOwn: (own: Readonly<Record<string, string>>) => void;
}

/** How many of each, where one needs more than another. */
function Each({ labels, each, own, onOwn }: EachProps) {
  return (
    <fieldset className="mt-4">
      <legend className="mb-1.5 font-medium">{t('catalog.labelsOwn')}</legend>
      <ul className="grid gap-x-5 gap-y-1.5 sm:grid-cols-2">
        {labels.map(({ id, name }) => {
          const text = own[id] ?? each;
          return (
            <li key={id} className="flex items-center gap-3">
              <span className="min-w-0 flex-1 truncate">{name}</span>
              <TextInput
                aria-label={t('catalog.labelsOf', { name })}
                aria-invalid={wholeIn(text, 0, MOST_EACH) === null || undefined}
                inputMode="numeric"
                className="w-20"
                value={text}
                onChange={(event) => onOwn({ ...own, [id]: event.target.value })}
              />
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

/** Hands a text to the browser as a file: a label printer's own program or share takes it from there. */
function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
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
