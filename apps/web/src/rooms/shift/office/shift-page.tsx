import type { ShiftDetail } from '@mosaajii/contract/till';
import { reportOf, type ShiftReport } from '@mosaajii/domain/shift-report';
import { Download } from 'lucide-react';
import { Answer } from '../../../platform/answer/index.ts';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { formatDate, t } from '../../../platform/i18n/index.ts';
import { RecordSteps, saveFrom, usePrintKey } from '../../../platform/lists/index.ts';
import { type Names, useNames } from '../../../platform/names/index.ts';
import { Link, useNavigate, useParams } from '../../../platform/router/index.ts';
import { Card, linkLook, Notice, PageHeader } from '../../../platform/ui/index.ts';
import { PrintButtons, ReportPaper } from '../parts/report-sheet.tsx';
import { reportHref } from '../report-paper.ts';
import { recordCurrency } from './currency.ts';
import { ShiftHistory } from './parts/shift-history.tsx';
import { useShift } from './use-shifts-office.ts';

/** One shift as the server knows it: its report, what happened in it, and whether the two agree. */
export function ShiftPage() {
  const { shiftId = '' } = useParams();
  const found = useShift(shiftId);
  const names = useNames();
  return (
    <>
      <p className="pt-3">
        <Link to="/shifts" className="reach text-brand-ink hover:underline">
          {t('shift.allBack')}
        </Link>
      </p>
      <Answer query={found}>{(detail) => <Page detail={detail} names={names} />}</Answer>
    </>
  );
}

function Page({ detail, names }: { readonly detail: ShiftDetail; readonly names: Names }) {
  const { shift } = detail;
  const navigate = useNavigate();
  const report = useReport(detail, names);
  usePrintKey(report === null ? null : () => saveFrom(reportHref(shift.shiftId)));
  return (
    <>
      <PageHeader
        title={shift.zName ?? `${t('shift.allShiftOf')} ${formatDate(shift.businessDate)}`}
        meta={`${names.nameOf(shift.registerId)} · ${names.nameOf(shift.closedBy ?? shift.openedBy)}`}
        actions={
          <RecordSteps
            place="/shifts"
            id={shift.shiftId}
            onGo={(shiftId) => navigate({ to: '/shifts/:shiftId', params: { shiftId }, replace: true })}
          />
        }
      />
      <div className="flex flex-col gap-4 lg:grid lg:grid-cols-[minmax(0,1fr)_24rem] lg:items-start lg:gap-5">
        <div className="flex min-w-0 flex-col gap-4">
          {detail.isTrue === false ? (
            <Notice tone="danger" isAlert>
              {t('shift.allZDiffers')}
            </Notice>
          ) : null}
          <Notice tone={detail.isTrue === true ? 'success' : 'neutral'}>
            {shift.state === 'open'
              ? t('shift.allOpenText')
              : detail.isTrue === true
                ? t('shift.allZAgrees')
                : t('shift.allAddedUp')}
          </Notice>
          <Card title={t('shift.allHistory')}>
            <ShiftHistory detail={detail} names={names} />
          </Card>
        </div>
        {report === null ? null : (
          <section className="flex min-w-0 flex-col gap-3" aria-label={t('shift.allReport')}>
            <ReportPaper report={report} />
            <div className="flex flex-wrap justify-end gap-2">
              <a className={linkLook} href={reportHref(shift.shiftId)} download aria-keyshortcuts="Control+P">
                <Download aria-hidden className="size-4" strokeWidth={1.75} />
                {t('shift.allPdf')}
              </a>
              <PrintButtons report={report} />
            </div>
          </section>
        )}
      </div>
    </>
  );
}

function useReport(detail: ShiftDetail, names: Names): ShiftReport | null {
  const { session, now } = useDevice();
  const settings = useObservable(session.settings);
  if (settings === null) return null;
  const { organization, store } = settings;
  return reportOf(detail, {
    shop: { ...organization, ...store, name: organization.name, storeName: store.name },
    currency: recordCurrency(detail.shift.currencyCode),
    registerName: names.nameOf(detail.shift.registerId),
    nameOf: (userId) => names.nameOf(userId),
    now: now(),
  });
}
