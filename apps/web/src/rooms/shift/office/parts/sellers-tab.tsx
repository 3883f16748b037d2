import type { SellersReport } from '@mosaajii/contract/sellers';
import { minor } from '@mosaajii/domain/money';
import { UserRound } from 'lucide-react';
import { useState } from 'react';
import { Answer } from '../../../../platform/answer/index.ts';
import { useDevice } from '../../../../platform/device/index.ts';
import { t } from '../../../../platform/i18n/index.ts';
import { type Names } from '../../../../platform/names/index.ts';
import {
  Amount,
  ChoiceField,
  EmptyState,
  Notice,
  plainLinkLook,
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '../../../../platform/ui/index.ts';
import { recordCurrency } from '../currency.ts';
import { dateBefore, isPeriod } from '../period.ts';
import { useSellers } from '../use-shifts-office.ts';
import { PeriodFields } from './period-fields.tsx';

/** What each salesperson sold in a period, less what came back in it. */
export function SellersTab({ names }: { readonly names: Names }) {
  const { now } = useDevice();
  const [from, setFrom] = useState(() => dateBefore(now(), 29));
  const [to, setTo] = useState(() => dateBefore(now(), 0));
  const [storeId, setStoreId] = useState('');
  const isValid = isPeriod(from, to);
  const asked = new URLSearchParams({ from, to, ...(storeId === '' ? {} : { storeId }) }).toString();
  const report = useSellers(isValid ? asked : null);
  return (
    <>
      <p className="max-w-prose pb-3 text-ink-2">{t('shift.allSellersText')}</p>
      <div className="flex flex-wrap items-end gap-3 pb-4">
        <PeriodFields from={from} to={to} onFrom={setFrom} onTo={setTo} />
        {names.stores.length > 1 ? (
          <ChoiceField
            label={t('shift.allStore')}
            any={t('shift.allAnyStore')}
            value={storeId}
            options={names.stores}
            onChange={setStoreId}
          />
        ) : null}
        {isValid ? (
          <a className={plainLinkLook} href={`/api/v1/reports/sellers/export?${asked}`} download>
            {t('shift.allExportCsv')}
          </a>
        ) : null}
      </div>
      {isValid ? (
        <Answer query={report}>{(data) => <Sellers report={data} names={names} />}</Answer>
      ) : (
        <Notice tone="warning">{t('shift.allPeriodWrong')}</Notice>
      )}
    </>
  );
}

function Sellers({ report, names }: { readonly report: SellersReport; readonly names: Names }) {
  const currency = recordCurrency(report.currencyCode);
  if (report.sellers.length === 0) {
    return (
      <EmptyState icon={UserRound} title={t('shift.allSellersNone')}>
        {t('shift.allOverShortNoneText')}
      </EmptyState>
    );
  }
  return (
    <Table label={t('shift.allTabSellers')}>
      <TableHead>
        <TableHeader>{t('shift.allSeller')}</TableHeader>
        <TableHeader isFigure>{t('shift.allSales')}</TableHeader>
        <TableHeader isFigure className="max-sm:hidden">
          {t('shift.allSold')}
        </TableHeader>
        <TableHeader isFigure className="max-sm:hidden">
          {t('shift.allReturned')}
        </TableHeader>
        <TableHeader isFigure>{t('shift.allTogether')}</TableHeader>
        <TableHeader isFigure className="max-md:hidden">
          {t('shift.allWithoutTax')}
        </TableHeader>
      </TableHead>
      <tbody>
        {report.sellers.map((one) => (
          <TableRow key={one.userId}>
            <TableCell>{names.nameOf(one.userId)}</TableCell>
            <TableCell isFigure>{one.sales}</TableCell>
            <TableCell isFigure className="max-sm:hidden">
              <Amount value={minor(one.soldMinor)} currency={currency} />
            </TableCell>
            <TableCell isFigure className="max-sm:hidden">
              <Amount value={minor(0 - one.returnedMinor)} currency={currency} isSignal />
            </TableCell>
            <TableCell isFigure>
              <Amount value={minor(one.soldMinor - one.returnedMinor)} currency={currency} isSignal />
            </TableCell>
            <TableCell isFigure className="max-md:hidden">
              <Amount value={minor(one.netMinor)} currency={currency} isSignal />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
