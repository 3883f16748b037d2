import type { CustomerList } from '@mosaajii/contract/customers';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { api, orThrow } from '../../platform/api/index.ts';
import { useDevice } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, ChoiceField, Field, IconButton, TextInput } from '../../platform/ui/index.ts';
import { usePricingChoices } from './use-pricing.ts';

/** Where a basket is tried out, and who buys it. Empty texts: the first store, nobody in particular. */
export interface Buyer {
  readonly storeId: string;
  readonly groupId: string;
  readonly nth: string;
  readonly customer: { readonly customerId: string; readonly name: string } | null;
}
export const NOBODY: Buyer = { storeId: '', groupId: '', nth: '', customer: null };

/** What a try-out asks of the buyer; null: the number of the sale cannot be read. */
export function askedOf({ storeId, groupId, nth, customer }: Buyer) {
  const text = nth.trim();
  if (text !== '' && !/^[1-9]\d{0,2}$|^1000$/.test(text)) return null;
  return {
    customerGroupIds: groupId === '' ? [] : [groupId],
    ...(storeId === '' ? {} : { storeId }),
    ...(text === '' ? {} : { nthSale: Number(text) }),
    ...(customer === null ? {} : { customerId: customer.customerId }),
  };
}

interface BuyerFieldsProps {
  readonly buyer: Buyer;
  readonly onChange: (buyer: Buyer) => void;
}

/** The store, the group, the customer, and which sale of theirs it would be; what the shop does not have is not asked for. */
export function BuyerFields({ buyer, onChange }: BuyerFieldsProps) {
  const { session } = useDevice();
  const { stores = [], groups = [] } = usePricingChoices().data ?? {};
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {stores.length > 1 ? (
        <ChoiceField
          label={t('pricing.tryOutStore')}
          any={t('pricing.tryOutFirstStore')}
          value={buyer.storeId}
          options={stores.map(({ storeId: id, name }) => ({ id, name }))}
          onChange={(storeId) => onChange({ ...buyer, storeId })}
        />
      ) : null}
      {groups.length > 0 ? (
        <ChoiceField
          label={t('pricing.tryOutGroup')}
          any={t('pricing.tryOutNoGroup')}
          value={buyer.groupId}
          options={groups.map(({ groupId: id, name }) => ({ id, name }))}
          onChange={(groupId) => onChange({ ...buyer, groupId })}
        />
      ) : null}
      <Field
        label={t('pricing.tryOutNth')}
        hint={t('pricing.tryOutNthHint')}
        error={askedOf(buyer) === null ? t('pricing.wrongCount') : undefined}
        isOptional
      >
        <TextInput
          inputMode="numeric"
          autoComplete="off"
          value={buyer.nth}
          onChange={(event) => onChange({ ...buyer, nth: event.target.value })}
        />
      </Field>
      {session.can('customers.read') ? <CustomerField buyer={buyer} onChange={onChange} /> : null}
    </div>
  );
}

/** The customer by name or phone; those who are found stand below the field. */
function CustomerField({ buyer, onChange }: BuyerFieldsProps) {
  const [words, setWords] = useState('');
  const asked = useDeferredValue(words.trim());
  const found = useQuery({
    queryKey: ['pricing', 'buyers', asked],
    queryFn: ({ signal }) =>
      orThrow(api.get<CustomerList>(`/customers?limit=5&query=${encodeURIComponent(asked)}`, { signal })),
    enabled: asked.length > 1,
    retry: false,
  });
  const { customer } = buyer;
  if (customer !== null) {
    return (
      <div className="flex min-w-0 flex-col gap-1.5">
        <span className="font-medium">{t('pricing.tryOutCustomer')}</span>
        <span className="flex items-center rounded-control border border-line bg-sunken ps-3">
          <span className="min-w-0 flex-1 truncate">{customer.name}</span>
          <IconButton
            label={t('pricing.remove', { name: customer.name })}
            onClick={() => onChange({ ...buyer, customer: null })}
          >
            <X aria-hidden className="size-4" strokeWidth={1.75} />
          </IconButton>
        </span>
      </div>
    );
  }
  const pick = (customerId: string, name: string) => {
    setWords('');
    onChange({ ...buyer, customer: { customerId, name } });
  };
  const items = asked.length > 1 ? (found.data?.items ?? []) : [];
  const [first] = items;
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <Field
        label={t('pricing.tryOutCustomer')}
        hint={t('pricing.tryOutCustomerHint')}
        error={found.error === null ? undefined : found.error.message}
        isOptional
      >
        <TextInput
          value={words}
          autoComplete="off"
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            if (first !== undefined) pick(first.customerId, first.name);
          }}
        />
      </Field>
      {items.length === 0 ? null : (
        <ul aria-label={t('pricing.tryOutCustomer')} className="flex flex-col rounded-control border border-line">
          {items.map(({ customerId, name }) => (
            <li key={customerId}>
              <Button variant="quiet" className="w-full justify-start" onClick={() => pick(customerId, name)}>
                <span className="truncate">{name}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
