import { X } from 'lucide-react';
import { useId, useState } from 'react';
import { Field, IconButton, TextInput } from '../../../platform/ui/index.ts';

export interface Picked {
  readonly id: string;
  readonly name: string;
  /** What tells it from others of the same name. */
  readonly hint: string;
}

interface Props {
  readonly label: string;
  readonly placeholder: string;
  readonly clearLabel: string;
  /** What is said when nothing begins like that. */
  readonly nothing: (text: string) => string;
  readonly picked: Picked | null;
  readonly find: (text: string) => readonly Picked[];
  /** What is typed, for who has to ask elsewhere before `find` can answer. */
  readonly onText?: (text: string) => void;
  readonly onPick: (picked: Picked | null) => void;
}

/** One of many by typing its beginning: arrows choose, Enter takes, Escape leaves. */
export function PickField({ label, placeholder, clearLabel, nothing, picked, find, onText, onPick }: Props) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  if (picked !== null) {
    return (
      <Field label={label}>
        <TextInput
          readOnly
          value={picked.name}
          end={
            <IconButton label={clearLabel} onClick={() => onPick(null)}>
              <X aria-hidden className="size-4" />
            </IconButton>
          }
        />
      </Field>
    );
  }
  const isOpen = text.trim() !== '';
  const found = isOpen ? find(text) : [];
  const take = (one: Picked | undefined) => {
    if (one === undefined) return;
    setText('');
    setAt(0);
    onPick(one);
  };
  return (
    <div className="relative">
      <Field label={label}>
        <TextInput
          type="search"
          role="combobox"
          aria-expanded={isOpen}
          aria-controls={listId}
          aria-activedescendant={found[at] === undefined ? undefined : `${listId}-${at}`}
          placeholder={placeholder}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            onText?.(event.target.value);
            setAt(0);
          }}
          onBlur={() => setText('')}
          onKeyDown={(event) => {
            if (!isOpen) return;
            if (event.key === 'Enter') take(found[at]);
            else if (event.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1));
            else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
            else if (event.key === 'Escape') setText('');
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        />
      </Field>
      <div
        hidden={!isOpen}
        className="absolute inset-x-0 top-full z-20 mt-1 rounded-card border border-line-strong bg-surface p-1 shadow-pop"
      >
        <div id={listId} role="listbox" aria-label={label}>
          {found.map((one, index) => (
            <button
              key={one.id}
              id={`${listId}-${index}`}
              type="button"
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              // The field must not lose the focus before the click arrives.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(one)}
              className="flex min-h-11 w-full items-center gap-3 rounded-control px-2 text-start hover:bg-sunken aria-selected:bg-brand-tint"
            >
              <span className="min-w-0 flex-1 truncate font-medium">{one.name}</span>
              <span className="text-sm text-ink-3" dir="ltr">
                {one.hint}
              </span>
            </button>
          ))}
        </div>
        {isOpen && found.length === 0 ? <p className="px-2 py-2.5 text-ink-2">{nothing(text.trim())}</p> : null}
      </div>
    </div>
  );
}
