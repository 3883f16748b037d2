import type { ImportField, ImportMapping, ImportSample } from '@mosaajii/contract';
import { type MessageKey, t } from '../../../platform/i18n/index.ts';
import {
  Card,
  Notice,
  Select,
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '../../../platform/ui/index.ts';
import { FIELDS, fieldOf, type PlanError, withColumn } from './import-plan.ts';

const REASONS = {
  heading: 'catalog.guessHeading',
  content: 'catalog.guessContent',
  both: 'catalog.guessBoth',
} as const satisfies Record<string, MessageKey>;
const SHOWN_ROWS = 6;

export interface ColumnsCardProps {
  readonly sample: ImportSample;
  readonly mapping: ImportMapping;
  readonly errors: readonly PlanError[];
  readonly onChange: (mapping: ImportMapping) => void;
}

/** The file's first rows, each column under the field that it is. */
export function ColumnsCard({ sample, mapping, errors, onChange }: ColumnsCardProps) {
  const problems = [
    ...(errors.includes('name') ? [t('catalog.mapName')] : []),
    ...(errors.includes('key') ? [t('catalog.mapKey')] : []),
  ];
  return (
    <Card title={t('catalog.columnsTitle')}>
      <div className="flex flex-col gap-3 px-4 pb-4">
        <p className="text-sm text-ink-3">{t('catalog.columnsHint')}</p>
        {problems.length === 0 ? null : (
          <Notice tone="danger" isAlert>
            {problems.join(' ')}
          </Notice>
        )}
        <Table label={t('catalog.fileRows')}>
          <TableHead>
            {sample.columns.map((heading, column) => (
              <TableHeader key={column} className="min-w-40 p-2 align-top">
                <ColumnPicker sample={sample} mapping={mapping} column={column} heading={heading} onChange={onChange} />
              </TableHeader>
            ))}
          </TableHead>
          <tbody>
            {sample.rows.slice(0, SHOWN_ROWS).map((row, index) => (
              <TableRow key={index}>
                {sample.columns.map((_, column) => (
                  <TableCell key={column} className="max-w-72 truncate whitespace-pre text-ink-2" title={row[column]}>
                    {row[column] ?? ''}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </tbody>
        </Table>
      </div>
    </Card>
  );
}

interface ColumnPickerProps extends Omit<ColumnsCardProps, 'errors'> {
  readonly column: number;
  readonly heading: string;
}

function ColumnPicker({ sample, mapping, column, heading, onChange }: ColumnPickerProps) {
  const name = heading === '' ? t('catalog.columnNumber', { number: column + 1 }) : heading;
  const field = fieldOf(mapping, column);
  const isGuess = field !== null && sample.mapping[field] === column;
  const reason = isGuess ? sample.reasons[field] : undefined;
  const chosen = (value: string): ImportField | null => FIELDS.find((known) => known.field === value)?.field ?? null;
  return (
    <>
      <Select
        aria-label={name}
        className={field === null ? 'font-normal' : 'border-brand font-semibold text-brand-ink'}
        value={field ?? ''}
        onChange={(event) => onChange(withColumn(mapping, column, chosen(event.target.value)))}
      >
        <option value="">{t('catalog.fieldNone')}</option>
        {FIELDS.map(({ field: known, label }) => (
          <option key={known} value={known}>
            {t(label)}
          </option>
        ))}
      </Select>
      <div className="mt-1.5 truncate px-1 font-medium text-ink">{name}</div>
      <div className="h-4 truncate px-1 font-normal text-ink-3">{reason === undefined ? null : t(REASONS[reason])}</div>
    </>
  );
}
