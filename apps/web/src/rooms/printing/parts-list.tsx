import { REQUIRED_PARTS, type ReceiptPart, type ReceiptTemplate } from '@mosaajii/domain/paper';
import { ArrowDown, ArrowUp, Lock } from 'lucide-react';
import { type MessageKey, t } from '../../platform/i18n/index.ts';
import { Checkbox, IconButton } from '../../platform/ui/index.ts';
import { moved, partsOf, toggled } from './receipt-draft.ts';

const NAMES: Readonly<Record<ReceiptPart, MessageKey>> = {
  logo: 'printing.partLogo',
  shop: 'printing.partShop',
  header: 'printing.partHeader',
  document: 'printing.partDocument',
  customer: 'printing.partCustomer',
  lines: 'printing.partLines',
  totals: 'printing.partTotals',
  taxes: 'printing.partTaxes',
  note: 'printing.partNote',
  footer: 'printing.partFooter',
  barcode: 'printing.partBarcode',
  link: 'printing.partLink',
};

/** Which parts a receipt has, and in which order. What the law asks for moves but does not go. */
export function PartsList({
  template,
  isReadOnly,
  onChange,
}: {
  readonly template: ReceiptTemplate;
  readonly isReadOnly: boolean;
  readonly onChange: (parts: readonly ReceiptPart[]) => void;
}) {
  const { parts } = template;
  return (
    <ol
      aria-label={t('printing.parts')}
      className="flex flex-col divide-y divide-line rounded-control border border-line"
    >
      {partsOf(template).map(({ part, isPrinted }) => {
        const name = t(NAMES[part]);
        return (
          <li key={part} className="flex min-h-11 items-center gap-1 ps-3 pe-1">
            {REQUIRED_PARTS.has(part) ? (
              <span className="flex min-w-0 flex-1 items-center gap-2.5">
                <Lock aria-hidden className="size-[18px] flex-none text-ink-3" strokeWidth={1.75} />
                {name}
                <span className="visually-hidden">{t('printing.partRequired')}</span>
              </span>
            ) : (
              <Checkbox
                className="min-w-0 flex-1"
                checked={isPrinted}
                disabled={isReadOnly}
                onChange={() => onChange(toggled(parts, part))}
              >
                {name}
              </Checkbox>
            )}
            {isPrinted && !isReadOnly ? (
              <>
                <IconButton label={t('printing.partUp', { name })} onClick={() => onChange(moved(parts, part, -1))}>
                  <ArrowUp aria-hidden className="size-4" strokeWidth={1.75} />
                </IconButton>
                <IconButton label={t('printing.partDown', { name })} onClick={() => onChange(moved(parts, part, 1))}>
                  <ArrowDown aria-hidden className="size-4" strokeWidth={1.75} />
                </IconButton>
              </>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}
