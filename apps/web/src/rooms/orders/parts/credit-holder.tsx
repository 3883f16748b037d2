import { useId, useState, useSyncExternalStore } from 'react';
import { directoryOf } from '../../../platform/customers/index.ts';
import { useDevice } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Button, TextInput } from '../../../platform/ui/index.ts';

const MOST_FOUND = 5;

interface Props {
  /** `null`: nobody is named yet. */
  readonly customerId: string | null;
  readonly onChange: (customerId: string | undefined) => void;
}

/** Whose store credit a refund becomes: who bought, or somebody whom this register knows. From memory, also offline. */
export function CreditHolder({ customerId, onChange }: Props) {
  const directory = directoryOf(useDevice());
  useSyncExternalStore(directory.subscribe, directory.version);
  const [text, setText] = useState('');
  const [isChanging, setChanging] = useState(false);
  const listId = useId();
  if (customerId !== null && !isChanging) {
    const name = directory.byId(customerId)?.name ?? '…';
    return (
      <div className="mt-2 flex flex-wrap items-center justify-between gap-2">
        <p>{t('orders.creditFor', { name })}</p>
        <Button size="sm" variant="quiet" onClick={() => setChanging(true)}>
          {t('orders.creditOther')}
        </Button>
      </div>
    );
  }
  const found = text.trim() === '' ? [] : directory.search(text, MOST_FOUND);
  const choose = (id: string) => {
    setChanging(false);
    setText('');
    onChange(id);
  };
  return (
    <div className="mt-2 flex flex-col gap-2">
      <TextInput
        type="search"
        aria-label={t('orders.creditOf')}
        aria-controls={listId}
        placeholder={t('orders.creditFind')}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          const [first] = found;
          if (event.key !== 'Enter' || first === undefined) return;
          event.preventDefault();
          choose(first.id);
        }}
      />
      <ul id={listId} aria-label={t('orders.creditOf')} className="flex flex-col">
        {found.map((customer) => (
          <li key={customer.id}>
            <button
              type="button"
              onClick={() => choose(customer.id)}
              className="flex min-h-11 w-full items-center gap-3 rounded-control px-2 text-start hover:bg-sunken"
            >
              <span className="flex-1 font-medium">{customer.name}</span>
              <span className="text-sm text-ink-3" dir="ltr">
                {customer.phone}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {text.trim() !== '' && found.length === 0 ? (
        <p className="text-sm text-ink-2">{t('orders.creditNobody', { text })}</p>
      ) : null}
    </div>
  );
}
