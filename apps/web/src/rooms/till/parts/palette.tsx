import { Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useMemo, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { chordText } from '../../../platform/keys/index.ts';
import { classes, Dialog, Kbd, priceFigures } from '../../../platform/ui/index.ts';
import type { Command } from '../commands.ts';
import { laterCommands } from '../later-commands.ts';
import { useTill } from '../till-context.tsx';

interface Entry {
  readonly key: string;
  readonly label: string;
  readonly end: ReactNode;
  readonly run: () => void;
}

const MOST_PRODUCTS = 6;
const MOST_COMMANDS = 12;

/** Everything by its name: commands, pages, products and receipts. All from memory, on each key. */
export function Palette({
  commands,
  initial,
  navigate,
}: {
  readonly commands: readonly Command[];
  readonly initial: string;
  readonly navigate: (path: string) => void;
}) {
  const till = useTill();
  const { carts, ports, selling } = till;
  const [text, setText] = useState(initial);
  const [chosen, setChosen] = useState(0);
  const id = useId();
  const close = () => carts.store.setState({ layer: null });
  const entries = useMemo(() => {
    const receipt = receiptEntry(text, (path) => navigate(path), ports.journal.findSale);
    const named = commandEntries([...commands, ...laterCommands(till)], text);
    const products = text.trim() === '' ? [] : ports.catalog.search(text.trim(), MOST_PRODUCTS);
    const goods = products.map(
      (hit): Entry => ({
        key: hit.variantId,
        label: hit.name,
        end: (
          <span className="num text-ink-2">
            {hit.priceE4 === null ? t('till.askPrice') : priceFigures(hit.priceE4, ports.shop.rules.currency)}
          </span>
        ),
        run: () => selling.add(hit),
      }),
    );
    return [...receipt, ...named, ...goods];
  }, [text, commands, ports, selling, navigate]);

  const run = (entry: Entry | undefined) => {
    if (entry === undefined) return;
    close();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowDown: chosen + 1, ArrowUp: chosen - 1, Home: 0, End: entries.length - 1 }[event.key];
    if (to !== undefined && event.key !== 'Home' && event.key !== 'End') {
      event.preventDefault();
      setChosen((to + entries.length) % Math.max(1, entries.length));
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      run(entries[chosen]);
    }
  };

  return (
    <Dialog
      title={t('till.findAnything')}
      isTitleHidden
      onClose={close}
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
            placeholder={t('layers.paletteHint')}
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
                'flex min-h-11 cursor-pointer items-center gap-3 px-4',
                index === chosen ? 'bg-brand-tint' : 'hover:bg-sunken',
              )}
            >
              <span className="min-w-0 flex-1 truncate font-medium">{entry.label}</span>
              {entry.end}
            </div>
          ))}
        </div>
        {entries.length === 0 ? <p className="px-4 pb-4 pt-2 text-ink-2">{t('till.noHits', { text })}</p> : null}
      </div>
    </Dialog>
  );
}

function commandEntries(commands: readonly Command[], text: string): Entry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return commands
    .map((command) => ({ command, label: t(command.label) }))
    .filter(
      ({ command, label }) => command.id !== 'palette' && words.every((word) => label.toLowerCase().includes(word)),
    )
    .slice(0, MOST_COMMANDS)
    .map(({ command, label }) => ({
      key: command.id,
      label,
      end: command.chord === undefined ? null : <Kbd>{chordText(command.chord)}</Kbd>,
      run: command.run,
    }));
}

/** Digits and receipt numbers offer the sale of that number. */
function receiptEntry(
  text: string,
  navigate: (path: string) => void,
  findSale: (text: string) => Promise<{ readonly document: { readonly documentId: string } } | null>,
): Entry[] {
  const wanted = text.trim().replace(/^#/, '');
  if (!/^(\d{1,9}|[A-Za-z0-9]+(-[A-Za-z0-9]+){2,})$/.test(wanted)) return [];
  const open = () =>
    void findSale(wanted).then((sale) =>
      navigate(sale === null ? `/orders?query=${encodeURIComponent(wanted)}` : `/orders/${sale.document.documentId}`),
    );
  return [{ key: 'receipt', label: t('layers.openReceipt', { number: wanted }), end: <Kbd>#</Kbd>, run: open }];
}
