import { minor } from '@mosaajii/domain/money';
import type { Ref } from 'react';
import { directoryOf } from '../../../platform/customers/index.ts';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Button, Field, MoneyInput, TextInput } from '../../../platform/ui/index.ts';
import { digitsOf, type FindFilter, isNarrowed, NO_FILTER } from '../find-sale.ts';
import { useBusinessDate } from '../use-orders.ts';
import { PickField } from './pick-field.tsx';

const MOST_OFFERED = 6;

interface Props {
  readonly filter: FindFilter;
  readonly onFilter: (filter: FindFilter) => void;
  readonly digitsRef: Ref<HTMLInputElement>;
}

/** What is known of the sale; each field narrows the list below while it is filled in. */
export function FindFilters({ filter, onFilter, digitsRef }: Props) {
  const device = useDevice();
  const settings = useObservable(device.session.settings);
  const today = useBusinessDate();
  const directory = directoryOf(device);
  const set = (change: Partial<FindFilter>) => onFilter({ ...filter, ...change });
  const customer = filter.customerId === null ? null : directory.byId(filter.customerId);
  return (
    <div className="grid gap-3 rounded-card border border-line bg-surface p-4 sm:grid-cols-2 lg:grid-cols-3">
      <PickField
        label={t('orders.findCustomer')}
        placeholder={t('orders.findCustomerHint')}
        clearLabel={t('orders.findAnyCustomer')}
        nothing={(text) => t('orders.creditNobody', { text })}
        picked={
          filter.customerId === null
            ? null
            : { id: filter.customerId, name: customer?.name ?? '…', hint: customer?.phone ?? '' }
        }
        find={(text) =>
          directory.search(text, MOST_OFFERED).map(({ id, name, phone = '' }) => ({ id, name, hint: phone }))
        }
        onPick={(picked) => set({ customerId: picked?.id ?? null })}
      />
      <PickField
        label={t('orders.findGoods')}
        placeholder={t('orders.findGoodsHint')}
        clearLabel={t('orders.findAnyGoods')}
        nothing={(text) => t('orders.noResults', { query: text })}
        picked={filter.goods && { id: filter.goods.variantId, name: filter.goods.name, hint: filter.goods.sku }}
        find={(text) => {
          const exact = device.catalog.byCode(text.trim());
          const hits = exact === null ? device.catalog.search(text, MOST_OFFERED) : [exact];
          return hits.map(({ variantId, name, sku }) => ({ id: variantId, name, hint: sku }));
        }}
        onPick={(picked) => set({ goods: picked && { variantId: picked.id, name: picked.name, sku: picked.hint } })}
      />
      <Field label={t('orders.findDigits')}>
        <TextInput
          ref={digitsRef}
          inputMode="numeric"
          autoComplete="off"
          dir="ltr"
          placeholder="000214"
          value={filter.digits}
          onChange={(event) => set({ digits: digitsOf(event.target.value) })}
        />
      </Field>
      <Field label={t('orders.findFrom')}>
        <TextInput
          type="date"
          max={today ?? undefined}
          value={filter.from}
          onChange={(event) => set({ from: event.target.value })}
        />
      </Field>
      <Field label={t('orders.findTo')}>
        <TextInput
          type="date"
          max={today ?? undefined}
          value={filter.to}
          onChange={(event) => set({ to: event.target.value })}
        />
      </Field>
      {settings ? (
        <Field label={t('orders.findAmount')}>
          <MoneyInput
            currency={settings.organization.currency}
            value={filter.amountMinor}
            onValue={(amount) => {
              if (amount !== undefined) set({ amountMinor: amount === null ? null : minor(Math.abs(amount)) });
            }}
          />
        </Field>
      ) : null}
      <div className="flex flex-wrap items-center gap-2 sm:col-span-full">
        <Day label={t('orders.findToday')} date={today} filter={filter} onFilter={onFilter} />
        <Day label={t('orders.findYesterday')} date={dayBefore(today)} filter={filter} onFilter={onFilter} />
        {isNarrowed(filter) ? (
          <Button size="sm" variant="quiet" onClick={() => onFilter(NO_FILTER)}>
            {t('orders.findClear')}
          </Button>
        ) : null}
        <span className="ms-auto text-sm text-ink-3 max-sm:hidden">{t('orders.findScan')}</span>
      </div>
    </div>
  );
}

interface DayProps extends Pick<Props, 'filter' | 'onFilter'> {
  readonly label: string;
  readonly date: string | null;
}

/** One day in one press. */
function Day({ label, date, filter, onFilter }: DayProps) {
  const isOn = date !== null && filter.from === date && filter.to === date;
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={() => {
        if (date !== null) onFilter({ ...filter, from: isOn ? '' : date, to: isOn ? '' : date });
      }}
      className={
        isOn
          ? 'reach min-h-9 rounded-full border border-brand bg-brand-tint px-3 font-medium text-brand-ink'
          : 'reach min-h-9 rounded-full border border-line-strong px-3 text-ink-2 hover:bg-sunken'
      }
    >
      {label}
    </button>
  );
}

function dayBefore(date: string | null): string | null {
  return date === null ? null : new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
