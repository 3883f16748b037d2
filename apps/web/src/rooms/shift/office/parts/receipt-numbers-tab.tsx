import type { ReceiptNumbersReport } from '@mosaajii/contract/till';
import { ReceiptText } from 'lucide-react';
import { Answer } from '../../../../platform/answer/index.ts';
import { formatNumber, t } from '../../../../platform/i18n/index.ts';
import { type Names } from '../../../../platform/names/index.ts';
import {
  Chip,
  classes,
  EmptyState,
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '../../../../platform/ui/index.ts';
import { useReceiptNumbers } from '../use-shifts-office.ts';

type Series = ReceiptNumbersReport['series'][number];
const COUNTS = ['sold', 'returned', 'voided', 'waiting', 'lost', 'missing'] as const;
/** So many numbers are named one by one. */
const MOST_OPEN = 20;

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
                  <TableHeader key={name} isFigure className="max-sm:hidden">
                    {t(`shift.allIs_${name}`)}
                  </TableHeader>
                ))}
                <TableHeader className="max-sm:hidden">{t('shift.allWhich')}</TableHeader>
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
        {/* What has a column each on a wider screen. */}
        <span className="num block text-sm text-ink-2 sm:hidden">
          {COUNTS.filter((name) => series[name] > 0)
            .map((name) => `${t(`shift.allIs_${name}`)} ${formatNumber(series[name])}`)
            .join(' · ')}
        </span>
        <OpenNumbers open={series.open} className="pt-1 empty:hidden sm:hidden" />
      </TableCell>
      <TableCell isFigure>{formatNumber(series.last)}</TableCell>
      {COUNTS.map((name) => (
        <TableCell key={name} isFigure className={classes('max-sm:hidden', series[name] === 0 && 'text-ink-3')}>
          {formatNumber(series[name])}
        </TableCell>
      ))}
      <TableCell className="max-sm:hidden">
        <OpenNumbers open={series.open} />
      </TableCell>
    </TableRow>
  );
}

function OpenNumbers({ open, className }: { readonly open: Series['open']; readonly className?: string }) {
  return (
    <span className={classes('flex flex-wrap gap-1.5', className)}>
      {open.slice(0, MOST_OPEN).map(({ from, to, is }) => (
        <Chip key={`${from}-${is}`} size="sm" tone={is === 'missing' ? 'danger' : 'warning'}>
          {from === to ? from : `${from}–${to}`} · {t(`shift.allIs_${is}`)}
        </Chip>
      ))}
      {open.length > MOST_OPEN ? <span className="text-ink-3">…</span> : null}
    </span>
  );
}
