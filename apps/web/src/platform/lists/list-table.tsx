import { currencyOf, minor } from '@mosaajii/domain/money';
import type { ReactNode } from 'react';
import { Link, type Target } from '../router/index.ts';
import { Amount, Table, TableCell, TableHead, TableHeader } from '../ui/index.ts';
import { ListCell, type ListColumn, ListHeader } from './columns.tsx';
import { ListName, ListRow } from './list-row.tsx';

/** The screens on which a column has room; without it, on all. */
const FROM = { sm: 'max-sm:hidden', md: 'max-md:hidden', lg: 'max-lg:hidden' } as const;

/** A column of a table that is drawn from its columns alone. What the first fixed one has to press opens the row. */
export interface TableColumn<Row> extends ListColumn<Row> {
  readonly cell: (row: Row) => ReactNode;
  readonly isFigure?: boolean;
  readonly from?: keyof typeof FROM;
  readonly className?: string;
  /** Its head is for screen readers alone: what stands below says it by itself. */
  readonly isHeadUnseen?: boolean;
}

interface Props<Row> {
  readonly label: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
}

/** The table of a list. */
export function ListTable<Row>({ label, columns, rows, idOf }: Props<Row>) {
  const naming = columns.find(({ isFixed }) => isFixed === true);
  return (
    // What is there for screen readers alone stands within the scroller, or it would make the page wider than a phone.
    <Table label={label} className="relative">
      <TableHead>
        {columns.map((column) => {
          const head =
            column.isHeadUnseen === true ? <span className="visually-hidden">{column.label}</span> : column.label;
          const { name, isFigure = false } = column;
          const className = seen(column);
          return column.isFixed === true ? (
            <TableHeader key={name} isFigure={isFigure} className={className}>
              {head}
            </TableHeader>
          ) : (
            <ListHeader key={name} column={name} isFigure={isFigure} className={className}>
              {head}
            </ListHeader>
          );
        })}
      </TableHead>
      <tbody>
        {rows.map((row) => (
          <ListRow key={idOf(row)} rowId={idOf(row)}>
            {columns.map((column) => {
              const { name, cell, isFigure = false } = column;
              const className = `${column.className ?? ''} ${seen(column)}`.trim();
              if (column === naming) {
                return (
                  <ListName key={name} className={className}>
                    {cell(row)}
                  </ListName>
                );
              }
              return column.isFixed === true ? (
                <TableCell key={name} isFigure={isFigure} className={className}>
                  {cell(row)}
                </TableCell>
              ) : (
                <ListCell key={name} column={name} isFigure={isFigure} className={className}>
                  {cell(row)}
                </ListCell>
              );
            })}
          </ListRow>
        ))}
      </tbody>
    </Table>
  );
}

function seen({ from }: Pick<TableColumn<never>, 'from'>): string {
  return from === undefined ? '' : FROM[from];
}

/** The number of a document, which opens it. */
export function DocumentLink({ number, ...target }: Target & { readonly number: string }) {
  return (
    <Link {...target} className="code reach whitespace-nowrap font-medium text-brand-ink hover:underline">
      {number}
    </Link>
  );
}

interface MoneyProps {
  /** In minor units. */
  readonly value: number;
  /** What the document was in; nothing is said of a currency that is not known. */
  readonly currencyCode: string;
}

/** An amount of a document in its own currency. */
export function MoneyOf({ value, currencyCode }: MoneyProps) {
  const currency = currencyOf(currencyCode);
  return currency === null ? null : <Amount value={minor(value)} currency={currency} />;
}
