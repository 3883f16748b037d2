import { type ComponentProps, createContext, use, useState } from 'react';
import { t } from '../i18n/index.ts';
import { Button, Checkbox, Dialog, TableCell, TableHeader } from '../ui/index.ts';

/** A column of a list. What names the row is `isFixed` and cannot be left out. */
export interface ListColumn<Row> {
  /** Kept in views: letters only, the same for good. */
  readonly name: string;
  readonly label: string;
  readonly isFixed?: boolean;
  /** What the row says there in a file; without it the column is on the screen only. */
  readonly text?: (row: Row) => string;
}

const Hidden = createContext<ReadonlySet<string>>(new Set());

export const HiddenColumns = Hidden.Provider;

interface ColumnProps {
  readonly column: string;
}

/** The head of a column that can be left out. */
export function ListHeader({ column, ...rest }: ComponentProps<typeof TableHeader> & ColumnProps) {
  return use(Hidden).has(column) ? null : <TableHeader {...rest} />;
}

/** A cell of a column that can be left out. */
export function ListCell({ column, ...rest }: ComponentProps<typeof TableCell> & ColumnProps) {
  return use(Hidden).has(column) ? null : <TableCell {...rest} />;
}

/** The columns that are left out of a list on this device, and the way to change them. Columns that there are no more are forgotten. */
export function useHiddenColumns(
  list: string,
  columns: readonly ListColumn<never>[],
): readonly [hidden: ReadonlySet<string>, change: (hidden: Iterable<string>) => void] {
  const [hidden, setHidden] = useState(() => kept(list));
  const change = (wanted: Iterable<string>) => {
    const next = new Set([...wanted].toSorted());
    keep(list, next);
    setHidden(next);
  };
  const optional = new Set(columns.flatMap(({ name, isFixed }) => (isFixed === true ? [] : [name])));
  return [new Set([...hidden].filter((name) => optional.has(name))), change];
}

const keyOf = (list: string) => `hidden-columns.${list}`;

function kept(list: string): ReadonlySet<string> {
  try {
    return new Set((localStorage.getItem(keyOf(list)) ?? '').split(',').filter(Boolean));
  } catch {
    // Storage may be forbidden (private window): then every column is there.
    return new Set();
  }
}

function keep(list: string, hidden: ReadonlySet<string>): void {
  try {
    localStorage.setItem(keyOf(list), [...hidden].join(','));
  } catch {
    // Without storage the choice holds as long as the list is open, which is what was asked for.
    return;
  }
}

interface DialogProps {
  readonly columns: readonly ListColumn<never>[];
  readonly hidden: ReadonlySet<string>;
  readonly onChange: (hidden: Iterable<string>) => void;
  readonly onClose: () => void;
}

/** Which columns a list has; what names its rows is not asked. */
export function ColumnsDialog({ columns, hidden, onChange, onClose }: DialogProps) {
  const optional = columns.filter(({ isFixed }) => isFixed !== true);
  const toggle = (name: string) => {
    const next = new Set(hidden);
    if (!next.delete(name)) next.add(name);
    onChange(next);
  };
  return (
    <Dialog
      title={t('lists.columns')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={() => onChange([])}>{t('lists.allColumns')}</Button>
          <Button variant="primary" onClick={onClose}>
            {t('lists.done')}
          </Button>
        </>
      }
    >
      <p className="pb-2 text-ink-2">{t('lists.columnsText')}</p>
      <div className="flex flex-col">
        {optional.map(({ name, label }, index) => (
          <Checkbox
            key={name}
            checked={!hidden.has(name)}
            onChange={() => toggle(name)}
            {...(index === 0 ? { 'data-autofocus': true } : {})}
          >
            {label}
          </Checkbox>
        ))}
      </div>
    </Dialog>
  );
}
