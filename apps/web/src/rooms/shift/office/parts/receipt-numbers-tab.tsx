import type { ReceiptNumbersReport } from '@mosaajii/contract/till';
import { ReceiptText } from 'lucide-react';
import { Answer } from '../../../../platform/answer/index.ts';
import { formatNumber, t } from '../../../../platform/i18n/index.ts';
import { type Names } from '../../../../platform/names/index.ts';
import { Chip, EmptyState, Table, TableCell, TableHead, TableHeader, TableRow } from '../../../../platform/ui/index.ts';
import { useReceiptNumbers } from '../use-shifts-office.ts';

type Series = ReceiptNumbersReport['series'][number];
const COUNTS = ['sold', 'returned', 'voided', 'waiting', 'lost', 'missing'] as const;

/** What became of every receipt number: the counts of a series sum to its last number. */
export function ReceiptNumbersTab({ names }: { readonly names: Names }) {
  const report = useReceiptNumbers();
  return (
    <>
      <p className="max-w-prose pb-3 text-ink-2">{t('shift.allNumbersText')}</p>
      <Answer query={report}>
        {({ series }) =>
          series.length === 0 ? (
            <EmptyState icon={ReceiptText} title={t('shift.allNumbersNone')}>
              {t('shift.allNumbersNoneText')}
            </EmptyState>
          ) : (
            <Table label={t('shift.allTabNumbers')}>
              <TableHead>
                <TableHeader>{t('shift.allSeries')}</TableHeader>
                <TableHeader isFigure>{t('shift.allLast')}</TableHeader>
                {COUNTS.map((name) => (
                  <TableHeader key={name} isFigure>
                    {t(`shift.allIs_${name}`)}
                  </TableHeader>
                ))}
                <TableHeader>{t('shift.allWhich')}</TableHeader>
              </TableHead>
              <tbody>
                {series.map((one) => (
                  <SeriesRow key={`${one.registerId} ${one.series}`} series={one} names={names} />
                ))}
              </tbody>
            </Table>
          )
        }
      </Answer>
    </>
  );
}

function SeriesRow({ series, names }: { readonly series: Series; readonly names: Names }) {
  return (
    <TableRow>
      <TableCell>
        <span className="code whitespace-nowrap font-medium">
          {series.registerCode}-{series.series}
        </span>
        <span className="block text-sm text-ink-3">
          {names.nameOf(series.registerId)}
          {series.isEnded ? ` · ${t('shift.allEnded')}` : ''}
        </span>
      </TableCell>
      <TableCell isFigure>{formatNumber(series.last)}</TableCell>
      {COUNTS.map((name) => (
        <TableCell key={name} isFigure className={series[name] === 0 ? 'text-ink-3' : ''}>
          {formatNumber(series[name])}
        </TableCell>
      ))}
      <TableCell>
        <span className="flex flex-wrap gap-1.5">
          {series.open.slice(0, 20).map(({ from, to, is }) => (
            <Chip key={`${from}-${is}`} size="sm" tone={is === 'missing' ? 'danger' : 'warning'}>
              {from === to ? from : `${from}–${to}`} · {t(`shift.allIs_${is}`)}
            </Chip>
          ))}
          {series.open.length > 20 ? <span className="text-ink-3">…</span> : null}
        </span>
      </TableCell>
    </TableRow>
  );
}
