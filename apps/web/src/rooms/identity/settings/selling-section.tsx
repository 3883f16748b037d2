import type { SalespersonDetail } from '@mosaajii/domain/sale';
import { t } from '../../../platform/i18n/index.ts';
import { Checkbox, Field, Select } from '../../../platform/ui/index.ts';
import type { SectionProps } from './sections.tsx';

const DETAILS: readonly SalespersonDetail[] = ['off', 'sale', 'line'];

/** How the store writes down who sold. */
export function SellingSection({ form, isReadOnly, errorAt, onChange }: SectionProps) {
  const { salesperson } = form;
  const set = (part: Partial<typeof salesperson>) => onChange({ salesperson: { ...salesperson, ...part } });
  const isOff = salesperson.per === 'off';
  return (
    <>
      <Field label={t('identity.salesperson')} hint={t('identity.salespersonHint')} error={errorAt('salesperson.per')}>
        <Select
          value={salesperson.per}
          disabled={isReadOnly}
          onChange={(event) => set({ per: DETAILS.find((one) => one === event.target.value) ?? 'off' })}
        >
          {DETAILS.map((per) => (
            <option key={per} value={per}>
              {t(`identity.salespersonPer.${per}`)}
            </option>
          ))}
        </Select>
      </Field>
      <div className="flex flex-col justify-center gap-3">
        <Checkbox
          checked={salesperson.isRequired}
          disabled={isReadOnly || isOff}
          onChange={(event) => set({ isRequired: event.target.checked })}
        >
          {t('identity.salespersonRequired')}
        </Checkbox>
        <Checkbox
          checked={salesperson.isPrinted}
          disabled={isReadOnly || isOff}
          onChange={(event) => set({ isPrinted: event.target.checked })}
        >
          {t('identity.salespersonPrinted')}
        </Checkbox>
      </div>
    </>
  );
}
