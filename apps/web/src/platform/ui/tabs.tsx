import { type KeyboardEvent, type ReactNode, useEffect, useId } from 'react';
import { classes } from './classes.ts';

export interface TabItem<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly count?: ReactNode;
}

export interface TabsProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly items: readonly TabItem<T>[];
  readonly onChange: (value: T) => void;
  readonly className?: string;
  /** The panel of the chosen tab. */
  readonly children: ReactNode;
}

/** Views of one thing, by the ARIA pattern: arrows move, Home and End jump, only the chosen tab is in the tab order. */
export function Tabs<T extends string>({ label, value, items, onChange, className, children }: TabsProps<T>) {
  const id = useId();
  // Where not all tabs fit, the chosen one is seen whole.
  useEffect(() => {
    document.getElementById(`${id}-${value}`)?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
  }, [id, value]);
  const move = (event: KeyboardEvent) => {
    const at = items.findIndex((item) => item.value === value);
    const to = target(event.key, at, items.length, document.documentElement.dir === 'rtl');
    const item = to === null ? undefined : items[to];
    if (item === undefined) return;
    event.preventDefault();
    onChange(item.value);
    document.getElementById(`${id}-${item.value}`)?.focus();
  };
  return (
    <>
      <div
        role="tablist"
        aria-label={label}
        onKeyDown={move}
        className={classes('no-bar flex gap-1 overflow-x-auto border-b border-line', className)}
      >
        {items.map((item) => (
          <button
            key={item.value}
            id={`${id}-${item.value}`}
            type="button"
            role="tab"
            aria-selected={item.value === value}
            aria-controls={`${id}-panel`}
            tabIndex={item.value === value ? 0 : -1}
            onClick={() => onChange(item.value)}
            className={classes(
              'inline-flex min-h-(--control) items-center gap-2 whitespace-nowrap border-b-2 px-3 font-medium focus-visible:-outline-offset-2',
              item.value === value ? 'border-brand text-ink' : 'border-transparent text-ink-2 hover:text-ink',
            )}
          >
            {item.label}
            {item.count === undefined ? null : <span className="num text-xs text-ink-3">{item.count}</span>}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`} className="min-h-0">
        {children}
      </div>
    </>
  );
}

function target(key: string, at: number, count: number, isRtl: boolean): number | null {
  const forward = isRtl ? 'ArrowLeft' : 'ArrowRight';
  const backward = isRtl ? 'ArrowRight' : 'ArrowLeft';
  if (key === forward) return (at + 1) % count;
  if (key === backward) return (at - 1 + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return null;
}
