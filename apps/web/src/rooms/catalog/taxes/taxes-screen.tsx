import type { ShopTax, TaxClass } from '@mosaajii/contract/taxes';
import { CalendarPlus, Pencil } from 'lucide-react';
import { useState } from 'react';
import { Answer } from '../../../platform/answer/index.ts';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Button, Card, Chip, IconButton, PageHeader, Skeleton } from '../../../platform/ui/index.ts';
import { useCan, useCurrency } from '../use-shop.ts';
import { ClassDialog } from './class-dialog.tsx';
import { TaxDialog, type TaxTask } from './tax-dialog.tsx';
import { periodText, sizeText, type Taxes, useTaxes } from './use-taxes.ts';

/** What is charged on goods: the taxes, from when to when, and the classes that products have. */
export function TaxesScreen() {
  const taxes = useTaxes();
  return (
    <div className="mx-auto max-w-[760px] pb-8">
      <PageHeader
        title={t('catalog.taxes')}
        meta={t('catalog.taxesMeta')}
        back={{ href: '/settings', label: t('ui.navSettings') }}
      />
      <Answer query={taxes} loading={<Skeleton className="h-96 w-full" />}>
        {(found) => <Lists {...found} />}
      </Answer>
    </div>
  );
}

function Lists({ taxes, classes }: Taxes) {
  const settings = useObservable(useDevice().session.settings);
  const canWrite = useCan('settings.write');
  const [task, setTask] = useState<TaxTask | null>(null);
  const [open, setOpen] = useState<TaxClass | 'new' | null>(null);
  const isIncluded = settings?.store.pricesIncludeTax ?? true;
  return (
    <div className="flex flex-col gap-5">
      <Card title={t('catalog.taxes')}>
        <ul aria-label={t('catalog.taxes')} className="divide-y divide-line border-t border-line">
          {taxes.map((tax) => (
            <TaxRow key={tax.taxId} tax={tax} onTask={canWrite ? setTask : null} />
          ))}
        </ul>
        {canWrite ? (
          <div className="border-t border-line p-4">
            <Button onClick={() => setTask({ kind: 'new', isIncluded })}>{t('catalog.newTax')}</Button>
          </div>
        ) : null}
      </Card>
      <Card title={t('catalog.taxClasses')}>
        <p className="px-4 pb-3 text-ink-2">{t('catalog.taxClassesText')}</p>
        <ul aria-label={t('catalog.taxClasses')} className="divide-y divide-line border-t border-line">
          {classes.map((one) => (
            <ClassRow key={one.taxClassId} taxClass={one} taxes={taxes} onOpen={canWrite ? setOpen : null} />
          ))}
        </ul>
        {canWrite ? (
          <div className="border-t border-line p-4">
            <Button onClick={() => setOpen('new')}>{t('catalog.newTaxClass')}</Button>
          </div>
        ) : null}
      </Card>
      {task === null ? null : <TaxDialog task={task} onClose={() => setTask(null)} />}
      {open === null ? null : <ClassDialog taxClass={open} taxes={taxes} onClose={() => setOpen(null)} />}
    </div>
  );
}

interface TaxRowProps {
  readonly tax: ShopTax;
  /** `null`: the asker may only look. */
  readonly onTask: ((task: TaxTask) => void) | null;
}

function TaxRow({ tax, onTask }: TaxRowProps) {
  const currency = useCurrency();
  const parts = [t(tax.isIncluded ? 'catalog.taxIncluded' : 'catalog.taxAdded'), periodText(tax)];
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
      <div className="min-w-0 flex-1">
        <span className="block break-words font-medium">{tax.name}</span>
        <span className="block text-sm text-ink-2">{parts.filter(Boolean).join(' · ')}</span>
      </div>
      <bdi className="num font-semibold">{sizeText(tax, currency)}</bdi>
      {onTask === null ? null : (
        <div className="flex gap-1">
          {tax.validUntil === null ? (
            <IconButton
              label={t('catalog.newRateOf', { name: tax.name })}
              onClick={() => onTask({ kind: 'follow', tax })}
            >
              <CalendarPlus aria-hidden className="size-4" strokeWidth={1.75} />
            </IconButton>
          ) : null}
          <IconButton
            label={t('catalog.changeTax', { name: tax.name })}
            onClick={() => onTask({ kind: 'change', tax })}
          >
            <Pencil aria-hidden className="size-4" strokeWidth={1.75} />
          </IconButton>
        </div>
      )}
    </li>
  );
}

interface ClassRowProps {
  readonly taxClass: TaxClass;
  readonly taxes: readonly ShopTax[];
  readonly onOpen: ((taxClass: TaxClass) => void) | null;
}

function ClassRow({ taxClass, taxes, onOpen }: ClassRowProps) {
  const names = taxClass.taxIds.flatMap((taxId) => taxes.find((tax) => tax.taxId === taxId)?.name ?? []);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
      <div className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-2 break-words font-medium">
          {taxClass.name}
          {taxClass.isDefault ? <Chip size="sm">{t('catalog.usualClass')}</Chip> : null}
        </span>
        <span className="block text-sm text-ink-2">
          {names.length === 0 ? t('catalog.noTaxes') : names.join(' + ')}
        </span>
      </div>
      {onOpen === null ? null : (
        <IconButton label={t('catalog.changeTax', { name: taxClass.name })} onClick={() => onOpen(taxClass)}>
          <Pencil aria-hidden className="size-4" strokeWidth={1.75} />
        </IconButton>
      )}
    </li>
  );
}
