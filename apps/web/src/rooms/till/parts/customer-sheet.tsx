import type { CustomerItem } from '@mosaajii/domain/purse';
import { Plus, UserRound } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { signal } from '../../../platform/scanner/index.ts';
import { Button, classes, Sheet, TextInput } from '../../../platform/ui/index.ts';
import { setCustomer } from '../cart-customer.ts';
import { useCart, useCustomerVersion, useTill } from '../till-context.tsx';
import { CustomerForm } from './customer-form.tsx';
import { CustomerPage } from './customer-page.tsx';

const MOST_FOUND = 20;

/** Finds, attaches and writes down customers, from memory: the network is not asked. */
export function CustomerSheet({ text: initial }: { readonly text: string }) {
  const { carts, ports, selling } = useTill();
  const { customer } = useCart();
  const version = useCustomerVersion();
  const [text, setText] = useState(initial.replace(/^\+/, ''));
  const [chosen, setChosen] = useState(0);
  const [isNew, setNew] = useState(initial.startsWith('+'));
  const [isChanging, setChanging] = useState(customer === undefined);
  const listId = useId();
  void version;
  const found = ports.customers.search(text, MOST_FOUND);
  const close = () => carts.store.setState({ layer: null });
  const attach = (item: CustomerItem) => {
    carts.change((cart) => setCustomer(cart, item));
    signal('scan-ok');
    carts.store.setState({ announcement: t('till.saidCustomer', { name: item.name }) });
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setChosen(Math.min(found.length - 1, chosen + 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(0, chosen - 1));
    else if (event.key === 'Enter') {
      const item = found[chosen];
      if (item !== undefined) attach(item);
      // The next goods came under the scanner while the customer is looked for: they are nobody's name.
      else if (ports.catalog.byCode(text.trim()) !== null) {
        selling.code(text.trim());
        setText('');
      } else if (text.trim() !== '') setNew(true);
    } else return;
    event.preventDefault();
  };

  if (isNew) {
    return (
      <Sheet title={t('layers.newCustomer')} onClose={close} className="comfortable">
        <CustomerForm name={text} onDone={attach} onBack={() => setNew(false)} />
      </Sheet>
    );
  }
  const attached = customer === undefined ? null : ports.customers.byId(customer.customerId);
  if (!isChanging && customer !== undefined) {
    return (
      <Sheet title={customer.name} onClose={close} className="comfortable">
        <CustomerPage customerId={customer.customerId} item={attached} onChange={() => setChanging(true)} />
      </Sheet>
    );
  }
  return (
    <Sheet title={t('till.customer')} onClose={close} className="comfortable">
      <div className="flex flex-col gap-3 pt-3">
        <TextInput
          data-autofocus
          data-scan="here"
          type="search"
          role="combobox"
          aria-label={t('layers.findCustomer')}
          aria-expanded={found.length > 0}
          aria-controls={listId}
          aria-activedescendant={found.length > 0 ? `${listId}-${chosen}` : undefined}
          placeholder={t('layers.findCustomer')}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
        <div id={listId} role="listbox" aria-label={t('layers.customersFound')}>
          {found.map((item, index) => (
            <div
              key={item.id}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === chosen}
              tabIndex={-1}
              onClick={() => attach(item)}
              onKeyDown={(event) => event.key === 'Enter' && attach(item)}
              className={classes(
                'flex min-h-12 cursor-pointer items-center gap-3 rounded-control px-3',
                index === chosen ? 'bg-brand-tint' : 'hover:bg-sunken',
              )}
            >
              <UserRound aria-hidden className="size-5 flex-none text-ink-3" strokeWidth={1.75} />
              <span className="min-w-0 flex-1 truncate font-medium">{item.name}</span>
              <span className="truncate text-sm text-ink-3">{item.company ?? item.phone ?? ''}</span>
            </div>
          ))}
        </div>
        {found.length > 0 ? null : (
          <p className="text-ink-2">
            {text.trim() === '' ? t('layers.customerHint') : t('layers.noCustomer', { text: text.trim() })}
          </p>
        )}
        {ports.person.permissions.has('customers.write') ? (
          <Button icon={<Plus aria-hidden className="size-4" />} onClick={() => setNew(true)} className="min-h-12">
            {t('layers.newCustomer')}
          </Button>
        ) : null}
      </div>
    </Sheet>
  );
}
