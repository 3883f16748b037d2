import type { CustomerList } from '@mosaajii/contract/customers';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, orThrow } from '../../../platform/api/index.ts';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { useNames } from '../../../platform/names/index.ts';
import { Field, SearchField, Select, TextInput } from '../../../platform/ui/index.ts';
import { LOOKS, STATES } from './layaway-state.tsx';
import { type Picked, PickField } from './pick-field.tsx';

const MOST_OFFERED = 6;

/** What a list of layaways is narrowed by; an empty text narrows nothing. */
export interface LayawaysAsked {
  readonly query: string;
  readonly state: string;
  readonly storeId: string;
  readonly customer: Picked | null;
  readonly from: string;
  readonly to: string;
}
export const EVERY_LAYAWAY: LayawaysAsked = { query: '', state: 'all', storeId: '', customer: null, from: '', to: '' };

interface Props {
  readonly asked: LayawaysAsked;
  readonly onChange: (part: Partial<LayawaysAsked>) => void;
}

/** By number, state, store, customer and day. */
export function LayawayFilters({ asked, onChange }: Props) {
  const { session } = useDevice();
  const state = useObservable(session.state);
  const mayNames = state.status === 'signed-in' && session.can('customers.read');
  return (
    <div className="mb-3 flex flex-wrap items-end gap-2">
      <SearchField
        label={t('layaway.number')}
        clearLabel={t('orders.clearSearch')}
        query={asked.query}
        onSearch={(query) => onChange({ query })}
        takesScans
      />
      <Select
        aria-label={t('layaway.filterState')}
        className="w-auto!"
        value={asked.state}
        onChange={(event) => onChange({ state: event.target.value })}
      >
        <option value="all">{t('layaway.all')}</option>
        {STATES.map((one) => (
          <option key={one} value={one}>
            {t(LOOKS[one][0])}
          </option>
        ))}
      </Select>
      <StoreFilter storeId={asked.storeId} onChange={(storeId) => onChange({ storeId })} />
      {mayNames ? <CustomerFilter picked={asked.customer} onPick={(customer) => onChange({ customer })} /> : null}
      {(['from', 'to'] as const).map((name) => (
        <Field key={name} label={t(`layaway.${name}`)}>
          <TextInput type="date" value={asked[name]} onChange={(event) => onChange({ [name]: event.target.value })} />
        </Field>
      ))}
    </div>
  );
}

/** Nothing to choose in a shop with one store. */
function StoreFilter({
  storeId,
  onChange,
}: {
  readonly storeId: string;
  readonly onChange: (storeId: string) => void;
}) {
  const { stores } = useNames();
  if (stores.length < 2) return null;
  return (
    <Select
      aria-label={t('layaway.filterStore')}
      className="w-auto!"
      value={storeId}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{t('layaway.allStores')}</option>
      {stores.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}

/** The customers of the shop as the server finds them: the office has no directory of its own. */
function CustomerFilter(props: { readonly picked: Picked | null; readonly onPick: (picked: Picked | null) => void }) {
  const [text, setText] = useState('');
  const wanted = text.trim();
  const found = useQuery({
    queryKey: ['layaways', 'customers', wanted],
    enabled: wanted !== '',
    retry: false,
    queryFn: ({ signal }) => {
      const asked = new URLSearchParams({ query: wanted, limit: String(MOST_OFFERED) });
      return orThrow(api.get<CustomerList>(`/customers?${asked}`, { signal }));
    },
  });
  const offered = (found.data?.items ?? []).map(({ customerId, name, phone }) => ({
    id: customerId,
    name,
    hint: phone ?? '',
  }));
  return (
    <div className="w-full max-w-64">
      <PickField
        label={t('orders.findCustomer')}
        placeholder={t('orders.findCustomerHint')}
        clearLabel={t('orders.findAnyCustomer')}
        nothing={(nobody) => (found.isFetching ? '…' : t('orders.creditNobody', { text: nobody }))}
        find={() => offered}
        onText={setText}
        {...props}
      />
    </div>
  );
}

/** The same as the server is asked. */
export function layawayParameters({ query, state, storeId, customer, from, to }: LayawaysAsked): URLSearchParams {
  const search = new URLSearchParams({ state });
  const parts = { query, storeId, customerId: customer?.id ?? '', from, to };
  for (const [name, value] of Object.entries(parts)) if (value !== '') search.set(name, value);
  return search;
}

/** What a view of the list says. It knows the customer by the id alone: the name is not for everybody who may see the list. */
export function layawaysAsked(search: URLSearchParams): LayawaysAsked {
  const said = (name: string) => search.get(name) ?? '';
  const customerId = said('customerId');
  return {
    query: said('query'),
    state: STATES.find((one) => one === said('state')) ?? EVERY_LAYAWAY.state,
    storeId: said('storeId'),
    customer: customerId === '' ? null : { id: customerId, name: t('orders.findCustomer'), hint: '' },
    from: said('from'),
    to: said('to'),
  };
}
