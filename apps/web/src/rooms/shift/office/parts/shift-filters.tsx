import { t } from '../../../../platform/i18n/index.ts';
import { type Names } from '../../../../platform/names/index.ts';
import { Button, ChoiceField, Field, TextInput } from '../../../../platform/ui/index.ts';
import { type Filters, NO_FILTERS } from '../filters.ts';

export interface ListProps {
  readonly filters: Filters;
  readonly names: Names;
  readonly onChange: (filters: Filters) => void;
}

/** What a list is narrowed to; each part narrows at once. `isBrief`: only what the archive of reports knows. */
export function ShiftFilters({
  filters,
  names,
  onChange,
  isBrief = false,
}: ListProps & { readonly isBrief?: boolean }) {
  const set = (part: Partial<Filters>) => onChange({ ...filters, ...part });
  const isNarrowed = Object.values(filters).some((value) => value !== '');
  return (
    <div className="grid grid-cols-1 items-end gap-3 pb-4 min-[21rem]:grid-cols-2 lg:grid-cols-4">
      <Field label={t('shift.allFrom')}>
        <TextInput
          type="date"
          value={filters.from}
          max={filters.to || undefined}
          onChange={(event) => set({ from: event.target.value })}
        />
      </Field>
      <Field label={t('shift.allTo')}>
        <TextInput
          type="date"
          value={filters.to}
          min={filters.from || undefined}
          onChange={(event) => set({ to: event.target.value })}
        />
      </Field>
      {names.stores.length > 1 ? (
        <ChoiceField
          label={t('shift.allStore')}
          any={t('shift.allAnyStore')}
          value={filters.storeId}
          options={names.stores}
          onChange={(storeId) => set({ storeId })}
        />
      ) : null}
      <ChoiceField
        label={t('shift.allRegister')}
        any={t('shift.allAnyRegister')}
        value={filters.registerId}
        options={names.registers}
        onChange={(registerId) => set({ registerId })}
      />
      {isBrief ? null : (
        <>
          <ChoiceField
            label={t('shift.allCashier')}
            any={t('shift.allAnybody')}
            value={filters.userId}
            options={names.users}
            onChange={(userId) => set({ userId })}
          />
          <ChoiceField
            label={t('shift.allState')}
            any={t('shift.allAnyState')}
            value={filters.state}
            options={[
              { id: 'open', name: t('shift.allStateOpen') },
              { id: 'closed', name: t('shift.allStateClosed') },
            ]}
            onChange={(state) => set({ state })}
          />
          <ChoiceField
            label={t('shift.allDifference')}
            any={t('shift.allAnyDifference')}
            value={filters.difference}
            options={[
              { id: 'any', name: t('shift.allDiffers') },
              { id: 'over', name: t('shift.allOver') },
              { id: 'short', name: t('shift.allShort') },
              { id: 'none', name: t('shift.allExact') },
            ]}
            onChange={(difference) => set({ difference })}
          />
        </>
      )}
      {isNarrowed ? (
        <Button variant="quiet" onClick={() => onChange(NO_FILTERS)}>
          {t('shift.allClear')}
        </Button>
      ) : null}
    </div>
  );
}
