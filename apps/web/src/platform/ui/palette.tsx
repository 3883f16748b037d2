import { Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { t } from '../i18n/index.ts';
import { classes } from './classes.ts';
import { Dialog } from './dialog.tsx';
import { Kbd } from './kbd.tsx';

export interface PaletteEntry {
  readonly key: string;
  readonly label: string;
  /** What stands at the end of its line: its key, its price. */
  readonly end?: ReactNode;
  readonly run: () => void;
}

interface Props {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly entries: readonly PaletteEntry[];
  readonly hint?: string;
  readonly onClose: () => void;
}

/** What is found by its name, chosen with the arrows or a pointer. It closes before the chosen one runs. */
export function PaletteDialog({ text, onText, entries, hint, onClose }: Props) {
  const [chosen, setChosen] = useState(0);
  const id = useId();
  const run = (entry: PaletteEntry | undefined) => {
    if (entry === undefined) return;
    onClose();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (by === undefined) return run(entries[chosen]);
    const next = (chosen + by + entries.length) % Math.max(1, entries.length);
    setChosen(next);
    document.getElementById(`${id}-${next}`)?.scrollIntoView?.({ block: 'nearest' });
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
            placeholder={hint ?? t('till.findAnything')}
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => {
              onText(event.target.value);
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
