import type { PurchaseOrder } from '@mosaajii/contract/purchasing';
import type { Currency } from '@mosaajii/domain/money';
import { ArrowRight, CircleAlert } from 'lucide-react';
import { t } from '../../platform/i18n/index.ts';
import { Button, Notice } from '../../platform/ui/index.ts';
import { changesBetween, type OrderChange } from './draft.ts';

interface Props {
  /** The order as it was when the typing began, and as it is now. */
  readonly before: PurchaseOrder;
  readonly now: PurchaseOrder;
  readonly currency: Currency;
  readonly onKeepTyped: () => void;
  readonly onTakeTheirs: () => void;
}

/** Somebody else changed the draft while it was typed in: what they changed, and whose of the two stays. */
export function ChangedMeanwhile({ before, now, currency, onKeepTyped, onTakeTheirs }: Props) {
  return (
    <Notice
      tone="warning"
      isAlert
      icon={<CircleAlert aria-hidden className="size-5" />}
      actions={
        <>
          <Button onClick={onKeepTyped}>{t('purchasing.keepTyped')}</Button>
          <Button variant="quiet" onClick={onTakeTheirs}>
            {t('purchasing.takeTheirs')}
          </Button>
        </>
      }
    >
      <p>{t('purchasing.changedMeanwhile')}</p>
      <ul aria-label={t('purchasing.theirChanges')} className="pt-1">
        {changesBetween(before, now, currency).map((change) => (
          <li key={`${change.about} ${change.name}`} className="flex flex-wrap items-center gap-x-1.5">
            <bdi className="font-medium">{nameOf(change)}</bdi>
            <bdi className="num">{change.was ?? '–'}</bdi>
            <ArrowRight aria-hidden className="size-4 rtl:-scale-x-100" />
            <bdi className="num">{change.is ?? '–'}</bdi>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function nameOf({ about, name }: OrderChange): string {
  if (about === 'line') return name ?? '';
  return about === 'note' ? t('purchasing.noteToSupplier') : t('purchasing.expected');
}
