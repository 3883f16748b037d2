import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.ts';

/** A table in a frame with a scroller of its own, so that the page never scrolls sideways. */
export function Table({
  label,
  className,
  children,
}: {
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <div
      role="region"
      aria-label={label}
      // A scroller that holds no control has to be reachable by keyboard.
      tabIndex={0}
      className={classes(
        'scroll-quiet overflow-x-auto rounded-card border border-line bg-surface focus-visible:outline-offset-0',
        className,
      )}
    >
      <table className="w-full border-collapse text-start">{children}</table>
    </div>
  );
}

export function TableHead({ children }: { readonly children: ReactNode }) {
  return (
    <thead className="bg-sunken">
      <tr>{children}</tr>
    </thead>
  );
}

export interface CellProps {
  /** Figures stand at the end, so that they align by digit. */
  readonly isFigure?: boolean;
}

export function TableHeader({ isFigure = false, className, ...rest }: ComponentProps<'th'> & CellProps) {
  return (
    <th
      scope="col"
      {...rest}
      className={classes(
        'h-(--row) whitespace-nowrap px-3.5 text-xs font-medium text-ink-2',
        isFigure ? 'text-end' : 'text-start',
        className,
      )}
    />
  );
}

export interface RowProps extends ComponentProps<'tr'> {
  readonly isSelected?: boolean;
}

export function TableRow({ isSelected = false, className, ...rest }: RowProps) {
  return (
    <tr
      aria-selected={isSelected || undefined}
      {...rest}
      className={classes(
        'border-t border-line',
        isSelected && 'bg-brand-tint',
        rest.onClick !== undefined && !isSelected && 'cursor-pointer hover:bg-sunken',
        className,
      )}
    />
  );
}

export function TableCell({ isFigure = false, className, ...rest }: ComponentProps<'td'> & CellProps) {
  // The padding only shows where a cell has more than one line.
  return <td {...rest} className={classes('h-(--row) px-3.5 py-1.5', isFigure && 'num text-end', className)} />;
}
