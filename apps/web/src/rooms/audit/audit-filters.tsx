import { Search } from 'lucide-react';
import { t } from '../../platform/i18n/index.ts';
import type { Names } from '../../platform/names/index.ts';
import { Button, Checkbox, ChoiceField, Field, TextInput } from '../../platform/ui/index.ts';
import { type Filters, NO_FILTERS } from './filters.ts';

interface Props {
  readonly filters: Filters;
  readonly names: Names;
  readonly onChange: (filters: Filters) => void;
}

/** What the list is narrowed to; each part narrows at once. */
export function AuditFilters({ filters, names, onChange }: Props) {
  const set = (part: Partial<Filters>) => onChange({ ...filters, ...part });
  const isNarrowed = JSON.stringify(filters) !== JSON.stringify(NO_FILTERS);
  return (
    <div className="flex flex-col gap-3 pb-3">
      <TextInput
        type="search"
        aria-label={t('audit.search')}
        placeholder={t('audit.search')}
        value={filters.query}
        onChange={(event) => set({ query: event.target.value })}
        start={<Search aria-hidden className="size-4 text-ink-3" strokeWidth={1.75} />}
      />
      <div className="grid grid-cols-1 items-end gap-3 min-[21rem]:grid-cols-2 xl:grid-cols-4">
        <Field label={t('audit.from')}>
          <TextInput
            type="date"
            value={filters.from}
            max={filters.to || undefined}
            onChange={(event) => set({ from: event.target.value })}
          />
        </Field>
        <Field label={t('audit.to')}>
          <TextInput
            type="date"
            value={filters.to}
            min={filters.from || undefined}
            onChange={(event) => set({ to: event.target.value })}
          />
        </Field>
        <ChoiceField
          label={t('audit.person')}
          any={t('audit.anybody')}
          value={filters.userId}
          options={names.users}
          onChange={(userId) => set({ userId })}
        />
        <ChoiceField
          label={t('audit.register')}
          any={t('audit.anyRegister')}
          value={filters.registerId}
          options={names.registers}
          onChange={(registerId) => set({ registerId })}
        />
      </div>
      <div className="flex min-h-11 flex-wrap items-center justify-between gap-2">
        <Checkbox checked={filters.isRefused} onChange={(event) => set({ isRefused: event.target.checked })}>
          {t('audit.onlyRefused')}
        </Checkbox>
        {isNarrowed ? (
          <Button variant="quiet" onClick={() => onChange(NO_FILTERS)}>
            {t('audit.clear')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
