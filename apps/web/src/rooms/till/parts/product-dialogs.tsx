import type { CatalogHit } from '@mosaajii/domain/catalog';
import { type Minor, ZERO_MINOR } from '@mosaajii/domain/money';
import { type FormEvent, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { useScans } from '../../../platform/scanner/index.ts';
import {
  Button,
  Dialog,
  Field,
  MoneyInput,
  Notice,
  priceFigures,
  Select,
  TextInput,
  useToasts,
} from '../../../platform/ui/index.ts';
import { priceFromMinor } from '../order.ts';
import { useTill } from '../till-context.tsx';

/** A product for a code that nobody knew, in three fields, without leaving the sale. */
export function CreateProduct({ code }: { readonly code: string }) {
  const { carts, ports, selling } = useTill();
  const { currency } = ports.shop.rules;
  const classes = ports.office.taxClasses();
  const [name, setName] = useState('');
  const [price, setPrice] = useState<Minor | null | undefined>(null);
  const [taxClassId, setTaxClassId] = useState(
    classes.find((one) => one.isDefault)?.taxClassId ?? classes[0]?.taxClassId ?? null,
  );
  const [problem, setProblem] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const [isChecked, setChecked] = useState(false);
  const close = () => carts.store.setState({ layer: null });
  const nameError = isChecked && name.trim() === '' ? t('layers.nameMissing') : undefined;
  const priceError =
    isChecked && (price === undefined || price === null || price < 0) ? t('till.invalidPrice') : undefined;

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (name.trim() === '' || price === undefined || price === null || price < 0 || isSaving) return;
    setSaving(true);
    const result = await ports.office.createProduct({
      name: name.trim(),
      code,
      priceE4: priceFromMinor(price),
      taxClassId,
    });
    setSaving(false);
    if (!result.ok) return setProblem(result.error.detail);
    selling.dismissUnknown(code);
    close();
    useToasts.getState().show({ message: t('layers.productCreated', { name: name.trim() }), tone: 'success' });
    selling.code(code);
  };
  return (
    <Dialog title={t('till.createProduct')} onClose={close} className="comfortable">
      <form onSubmit={(event) => void save(event)} className="flex flex-col gap-4 pt-1">
        <p className="text-ink-2">
          {t('layers.createFor')} <b className="code text-ink">{code}</b>
        </p>
        <Field label={t('layers.productName')} error={nameError}>
          <TextInput
            data-autofocus
            value={name}
            onChange={(event) => setName(event.target.value)}
            maxLength={200}
            autoComplete="off"
          />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('layers.price')} error={priceError}>
            <MoneyInput
              currency={currency}
              value={price ?? null}
              onValue={setPrice}
              placeholder={priceFigures(priceFromMinor(ZERO_MINOR), currency)}
            />
          </Field>
          {classes.length === 0 ? null : (
            <Field label={t('layers.taxClass')}>
              <Select value={taxClassId ?? ''} onChange={(event) => setTaxClassId(event.target.value)}>
                {classes.map((one) => (
                  <option key={one.taxClassId} value={one.taxClassId}>
                    {one.name}
                  </option>
                ))}
              </Select>
            </Field>
          )}
        </div>
        {problem === null ? null : (
          <Notice tone="danger" isAlert>
            {problem}
          </Notice>
        )}
        <div className="flex justify-end gap-2">
          <Button variant="quiet" onClick={close}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" variant="primary" isPending={isSaving}>
            {t('layers.createAndAdd')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Finds the product that an unknown code belongs to. */
export function LinkCode({ code }: { readonly code: string }) {
  const { carts, ports, selling } = useTill();
  const [problem, setProblem] = useState<string | null>(null);
  const close = () => carts.store.setState({ layer: null });
  const link = async (hit: CatalogHit) => {
    const result = await ports.office.linkCode(hit.variantId, code);
    if (!result.ok) return setProblem(result.error.detail);
    selling.dismissUnknown(code);
    close();
    useToasts.getState().show({ message: t('layers.linked', { code, name: hit.name }), tone: 'success' });
    selling.add(hit);
  };
  return (
    <Dialog title={t('till.linkToOne')} onClose={close} className="comfortable">
      <p className="pb-3 text-ink-2">
        {t('layers.linkFor')} <b className="code text-ink">{code}</b>
      </p>
      <ProductSearch onPick={(hit) => void link(hit)} />
      {problem === null ? null : (
        <Notice tone="danger" isAlert className="mt-3">
          {problem}
        </Notice>
      )}
    </Dialog>
  );
}

/** Says a price without selling. */
export function PriceCheck() {
  const { carts, ports, selling } = useTill();
  const [hit, setHit] = useState<CatalogHit | null>(null);
  const { currency } = ports.shop.rules;
  const close = () => carts.store.setState({ layer: null });
  useScans(({ code }) => {
    const found = ports.catalog.byCode(code);
    setHit(found);
    if (found === null)
      useToasts.getState().show({ message: `${code} ${t('till.notInCatalogue')}`, key: 'price-check' });
    return true;
  });
  return (
    <Dialog title={t('till.priceCheck')} onClose={close} className="comfortable">
      <ProductSearch onPick={setHit} />
      {hit === null ? null : (
        <div role="status" className="mt-4 flex items-center gap-4 rounded-card border border-line p-4">
          <div className="min-w-0 flex-1">
            <p className="text-md font-semibold">{hit.name}</p>
            <p className="code text-ink-3">{hit.sku}</p>
            <p className="num pt-1 text-3xl font-bold">
              {hit.priceE4 === null ? t('till.askPrice') : priceFigures(hit.priceE4, currency)}
            </p>
          </div>
          <Button
            variant="primary"
            onClick={() => {
              close();
              selling.add(hit);
            }}
          >
            {t('layers.addToSale')}
          </Button>
        </div>
      )}
    </Dialog>
  );
}

function ProductSearch({ onPick }: { readonly onPick: (hit: CatalogHit) => void }) {
  const { ports } = useTill();
  const [text, setText] = useState('');
  const hits = text.trim() === '' ? [] : ports.catalog.search(text.trim(), 6);
  return (
    <>
      <Field label={t('layers.searchProduct')}>
        <TextInput data-autofocus value={text} onChange={(event) => setText(event.target.value)} autoComplete="off" />
      </Field>
      <ul className="min-h-16 py-2">
        {hits.map((hit) => (
          <li key={hit.variantId}>
            <button
              type="button"
              onClick={() => onPick(hit)}
              className="flex min-h-12 w-full items-center gap-3 rounded-control px-3 text-start hover:bg-sunken"
            >
              <span className="min-w-0 flex-1 truncate font-medium">{hit.name}</span>
              <span className="code text-ink-3 max-sm:hidden">{hit.sku}</span>
              <span className="num font-semibold">
                {hit.priceE4 === null ? t('till.askPrice') : priceFigures(hit.priceE4, ports.shop.rules.currency)}
              </span>
            </button>
          </li>
        ))}
        {text.trim() !== '' && hits.length === 0 ? (
          <li className="px-3 py-2 text-ink-2">{t('till.noHits', { text })}</li>
        ) : null}
      </ul>
    </>
  );
}
