import { Search } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { t } from './platform/i18n/index.ts';
import { useNavigate } from './platform/router/index.ts';
import { classes, Dialog, Kbd, type NavItem } from './platform/ui/index.ts';

interface Entry {
  readonly key: string;
  readonly label: string;
  readonly open: () => void;
}

interface Props {
  /** Where the asker may go. */
  readonly nav: readonly NavItem[];
  readonly onClose: () => void;
}

/** Anything of the office by its name, and products and orders by what was typed: Ctrl+K, as on the till. */
export function OfficePalette({ nav, onClose }: Props) {
  const navigate = useNavigate();
  const id = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const entries = entriesOf(nav, text, navigate);
  const run = (entry: Entry | undefined) => {
    if (entry === undefined) return;
    onClose();
    entry.open();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (by === undefined) run(entries[chosen]);
    else setChosen((chosen + by + entries.length) % Math.max(1, entries.length));
  };
  return (
    <Dialog
      title={t('till.findAnything')}
      isTitleHidden
      onClose={onClose}
      className="mt-[12dvh] animate-none max-sm:mt-0"
    >
      <div className="-mx-5 -mb-5">
        <div className="flex h-14 items-center gap-3 border-b border-line px-4">
          <Search aria-hidden className="size-5 flex-none text-ink-3" strokeWidth={1.75} />
          <input
            data-autofocus
            role="combobox"
            aria-label={t('till.findAnything')}
            aria-expanded
            aria-controls={id}
            aria-autocomplete="list"
            aria-activedescendant={entries.length > 0 ? `${id}-${chosen}` : undefined}
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setChosen(0);
            }}
            onKeyDown={onKeyDown}
            className="h-full min-w-0 flex-1 bg-transparent text-md outline-none"
          />
          <Kbd>Esc</Kbd>
        </div>
        <div id={id} role="listbox" aria-label={t('till.hits')} className="max-h-[50dvh] overflow-y-auto py-1">
          {entries.map((entry, index) => (
            <div
              key={entry.key}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === chosen}
              onClick={() => run(entry)}
              onPointerDown={(event) => event.preventDefault()}
              className={classes(
                'flex min-h-11 cursor-pointer items-center px-4 font-medium',
                index === chosen ? 'bg-brand-tint' : 'hover:bg-sunken',
              )}
            >
              <span className="truncate">{entry.label}</span>
            </div>
          ))}
        </div>
      </div>
    </Dialog>
  );
}

function entriesOf(nav: readonly NavItem[], text: string, navigate: ReturnType<typeof useNavigate>): Entry[] {
  const wanted = text.trim();
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const places = nav
    .map(({ to, label }) => ({ key: to, label: t(label), open: () => navigate({ to }) }))
    .filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
  if (wanted === '') return places;
  const search = (to: '/products' | '/orders', name: string): Entry => ({
    key: `search ${to}`,
    label: `${name}: ${wanted}`,
    open: () => navigate({ to, search: { query: wanted } }),
  });
  return [...places, search('/products', t('ui.navProducts')), search('/orders', t('ui.navOrders'))];
}
