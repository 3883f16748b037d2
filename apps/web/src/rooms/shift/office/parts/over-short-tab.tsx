import type { OverShortReport } from '@mosaajii/contract/till';
import { minor } from '@mosaajii/domain/money';
import { Scale } from 'lucide-react';
import { useState } from 'react';
import { Answer } from '../../../../platform/answer/index.ts';
import { useDevice } from '../../../../platform/device/index.ts';
import { t } from '../../../../platform/i18n/index.ts';
import { type Names } from '../../../../platform/names/index.ts';
import {
  Amount,
  EmptyState,
  Notice,
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '../../../../platform/ui/index.ts';
import { recordCurrency } from '../currency.ts';
import { dateBefore, isPeriod } from '../period.ts';
import { useOverShort } from '../use-shifts-office.ts';
import { PeriodFields } from './period-fields.tsx';

/** What was missing and too much in the drawers of a period, by whoever had them. */
export function OverShortTab({ names }: { readonly names: Names }) {
  const { now } = useDevice();
  const [from, setFrom] = useState(() => dateBefore(now(), 29));
  const [to, setTo] = useState(() => dateBefore(now(), 0));
  const isValid = isPeriod(from, to);
  const report = useOverShort(isValid ? new URLSearchParams({ from, to }).toString() : null);
  return (
    <>
      <p className="max-w-prose pb-3 text-ink-2">{t('shift.allOverShortText')}</p>
      <div className="flex flex-wrap gap-3 pb-4">
        <PeriodFields from={from} to={to} onFrom={setFrom} onTo={setTo} />
      </div>
      {isValid ? (
        <Answer query={report}>{(data) => <Cashiers report={data} names={names} />}</Answer>
      ) : (
        <Notice tone="warning">{t('shift.allPeriodWrong')}</Notice>
      )}
    </>
  );
}

function Cashiers({ report, names }: { readonly report: OverShortReport; readonly names: Names }) {
  const currency = recordCurrency(report.currencyCode);
  if (report.cashiers.length === 0) {
    return (
      <EmptyState icon={Scale} title={t('shift.allOverShortNone')}>
        {t('shift.allOverShortNoneText')}
      </EmptyState>
    );
  }
  return (
    <Table label={t('shift.allTabOverShort')}>
      <TableHead>
        <TableHeader>{t('shift.allCashier')}</TableHeader>
        <TableHeader isFigure>{t('shift.allCounts')}</TableHeader>
        <TableHeader isFigure className="max-sm:hidden">
          {t('shift.allExact')}
        </TableHeader>
        <TableHeader isFigure>{t('shift.allShort')}</TableHeader>
        <TableHeader isFigure>{t('shift.allOver')}</TableHeader>
        <TableHeader isFigure className="max-sm:hidden">
          {t('shift.allTogether')}
        </TableHeader>
      </TableHead>
      <tbody>
        {report.cashiers.map((cashier) => (
          <TableRow key={`${cashier.storeId} ${cashier.userId}`}>
            <TableCell>
              {names.nameOf(cashier.userId)}
              {names.stores.length > 1 ? <span className="text-ink-3"> · {names.nameOf(cashier.storeId)}</span> : null}
            </TableCell>
            <TableCell isFigure>{cashier.counts}</TableCell>
            <TableCell isFigure className="max-sm:hidden">
              {cashier.exact}
            </TableCell>
            <TableCell isFigure>
              <Amount value={minor(0 - cashier.shortMinor)} currency={currency} isSignal />
            </TableCell>
            <TableCell isFigure>
              <Amount value={minor(cashier.overMinor)} currency={currency} />
            </TableCell>
            <TableCell isFigure className="max-sm:hidden">
              <Amount value={minor(cashier.overMinor - cashier.shortMinor)} currency={currency} isSignal />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
