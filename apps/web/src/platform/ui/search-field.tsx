import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useBindings } from '../keys/index.ts';
import { IconButton } from './button.tsx';
import { TextInput } from './field.tsx';
import { Kbd } from './kbd.tsx';

const PAUSE_MS = 150;

export interface SearchFieldProps {
  readonly label: string;
  readonly clearLabel: string;
  /** What is searched for now; nothing as the empty text. */
  readonly query: string;
  readonly onSearch: (query: string) => void;
  /** A scanner writes into this field. */
  readonly takesScans?: boolean;
}

/** The search above a list, on `/`. The list follows the typing after a short pause, so that it is not asked for every letter. */
export function SearchField({ label, clearLabel, query, onSearch, takesScans = false }: SearchFieldProps) {
  const [text, setText] = useState(query);
  const field = useRef<HTMLInputElement>(null);
  const report = useRef(onSearch);
  report.current = onSearch;
  // What was asked for from here comes back as `query`, perhaps late; a query that was not is somebody else's (filters taken
  // back, a saved view) and replaces the text.
  const latest = useRef(query);
  const underWay = useRef<string[]>([]);
  useBindings([{ chord: '/', run: () => field.current?.focus() }]);
  useEffect(() => {
    const own = underWay.current.indexOf(query);
    underWay.current.splice(0, own + 1);
    if (own >= 0 || query === latest.current) return;
    latest.current = query;
    setText(query);
  }, [query]);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === latest.current) return;
    const timer = setTimeout(() => {
      latest.current = wanted;
      underWay.current.push(wanted);
      report.current(wanted);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <TextInput
      ref={field}
      type="search"
      aria-label={label}
      placeholder={label}
      data-scan={takesScans ? 'here' : undefined}
      autoComplete="off"
      className="min-w-40 flex-1 max-md:basis-full md:max-w-sm"
      value={text}
      onChange={(event) => setText(event.target.value)}
      start={<Search aria-hidden className="size-4 flex-none text-ink-3" />}
      end={
        text === '' ? (
          <span className="max-md:hidden">
            <Kbd>/</Kbd>
          </span>
        ) : (
          <IconButton label={clearLabel} className="-my-1" onClick={() => setText('')}>
            <X aria-hidden className="size-4" />
          </IconButton>
        )
      }
    />
  );
}
