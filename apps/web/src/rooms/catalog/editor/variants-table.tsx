import { ChevronDown } from 'lucide-react';
import { Fragment, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import {
  classes,
  IconButton,
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TextInput,
} from '../../../platform/ui/index.ts';
import { PriceInput } from './price-input.tsx';
import type { DraftErrors, VariantDraft } from './product-draft.ts';
import { VariantFields } from './variant-fields.tsx';

export interface VariantsTableProps {
  readonly variants: readonly VariantDraft[];
  readonly unit: string;
  readonly errors: DraftErrors;
  readonly onChange: (index: number, next: VariantDraft) => void;
}

/** The variants as a grid: what differs most is in the row, the rest opens below it. */
export function VariantsTable({ variants, unit, errors, onChange }: VariantsTableProps) {
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <section className="flex flex-col gap-3">
      <h3 className="font-semibold">{t('catalog.sectionVariants')}</h3>
      <Table label={t('catalog.variantsTable')}>
        <TableHead>
          <TableHeader>{t('catalog.variant')}</TableHeader>
          <TableHeader>{t('catalog.sku')}</TableHeader>
          <TableHeader>{t('catalog.price')}</TableHeader>
          <TableHeader>{t('catalog.onSale')}</TableHeader>
          <TableHeader className="w-10">
            <span className="visually-hidden">{t('ui.more')}</span>
          </TableHeader>
        </TableHead>
        <tbody>
          {variants.map((variant, index) => {
            const path = `variants.${index}`;
            const hasError = Object.keys(errors).some((key) => key.startsWith(`${path}.`));
            const isOpen = opened === variant.key || (hasError && opened === null);
            return (
              <Fragment key={variant.key}>
                <VariantRow
                  variant={variant}
                  path={path}
                  errors={errors}
                  isOpen={isOpen}
                  onToggle={() => setOpened(isOpen ? '' : variant.key)}
                  onChange={(next) => onChange(index, next)}
                />
                {isOpen ? (
                  <tr>
                    <td colSpan={5} className="bg-sunken p-3.5">
                      <VariantFields
                        variant={variant}
                        path={path}
                        unit={unit}
                        errors={errors}
                        isWithoutPrice
                        onChange={(next) => onChange(index, next)}
                      />
                    </td>
                  </tr>
                ) : null}
              </Fragment>
            );
          })}
        </tbody>
      </Table>
    </section>
  );
}

interface VariantRowProps {
  readonly variant: VariantDraft;
  readonly path: string;
  readonly errors: DraftErrors;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onChange: (next: VariantDraft) => void;
}

function VariantRow({ variant, path, errors, isOpen, onToggle, onChange }: VariantRowProps) {
  const name = variant.optionValues.join(' / ');
  const skuError = errors[`${path}.sku`];
  const error = skuError ?? errors[`${path}.priceE4`] ?? errors[`${path}.optionValues`];
  return (
    <TableRow className={classes(!variant.isActive && 'text-ink-3')}>
      <TableCell className="min-w-28 font-medium">
        {name}
        {error === undefined ? null : <p className="text-sm font-normal text-danger">{error}</p>}
      </TableCell>
      <TableCell className="p-1.5">
        <TextInput
          aria-label={`${t('catalog.sku')} ${name}`}
          aria-invalid={skuError === undefined ? undefined : true}
          className="code min-w-28"
          maxLength={64}
          value={variant.sku}
          onChange={(event) => onChange({ ...variant, sku: event.target.value })}
        />
      </TableCell>
      <TableCell className="w-32 min-w-24 p-1.5">
        <PriceInput
          label={`${t('catalog.price')} ${name}`}
          value={variant.price}
          onChange={(price) => onChange({ ...variant, price })}
        />
      </TableCell>
      <TableCell>
        <input
          type="checkbox"
          aria-label={`${t('catalog.onSale')} ${name}`}
          checked={variant.isActive}
          onChange={(event) => onChange({ ...variant, isActive: event.target.checked })}
          className="size-4 align-middle accent-brand"
        />
      </TableCell>
      <TableCell className="p-1">
        <IconButton label={t('catalog.variantMore', { name })} aria-expanded={isOpen} onClick={onToggle}>
          <ChevronDown aria-hidden className={classes('size-4 transition-transform', isOpen && 'rotate-180')} />
        </IconButton>
      </TableCell>
    </TableRow>
  );
}
