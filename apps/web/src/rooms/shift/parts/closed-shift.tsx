import { minor } from '@mosaajii/domain/money';
import { Check } from 'lucide-react';
import { useState } from 'react';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import type { ShiftRecord } from '../../../platform/journal/index.ts';
import { Amount, Button } from '../../../platform/ui/index.ts';
import { useReports } from '../use-reports.ts';
import { ReportSheet } from './report-sheet.tsx';
import { ShiftFigures } from './shift-figures.tsx';

/** The shift is closed: expected against counted, and what it did. */
export function ClosedShift({ shift, onNext }: { readonly shift: ShiftRecord; readonly onNext: () => void }) {
  const { session } = useDevice();
  const currency = useObservable(session.settings)?.organization.currency;
  const report = useReports()(shift);
  const [isOpen, setOpen] = useState(false);
  if (shift.closed === null || currency === undefined) return null;
  const { countedMinor, expectedMinor, reason } = shift.closed;
  const difference = minor(countedMinor - expectedMinor);
  return (
    <div className="flex flex-col gap-4 lg:grid lg:grid-cols-[minmax(0,1fr)_21rem] lg:items-start lg:gap-5">
      <section className="flex flex-col gap-4 rounded-card border border-line bg-surface p-5" role="status">
        <div className="flex items-center gap-3">
          <span className="grid size-10 place-items-center rounded-full bg-success-tint text-success">
            <Check aria-hidden className="size-5" strokeWidth={2} />
          </span>
          <div>
            <p className="text-lg font-semibold tracking-tight">
              {difference === 0 ? t('shift.closedExact') : t('shift.closedTitle')}
            </p>
            {reason === undefined ? null : <p className="text-ink-2">{reason}</p>}
          </div>
        </div>
        <dl className="grid grid-cols-3 gap-3">
          {[
            [t('shift.expected'), expectedMinor],
            [t('shift.counted'), countedMinor],
            [t('shift.difference'), difference],
          ].map(([label, value]) => (
            <div key={String(label)}>
              <dt className="text-sm text-ink-2">{label}</dt>
              <dd className="text-xl font-bold tracking-tight">
                <Amount value={value as typeof difference} currency={currency} isSignal />
              </dd>
            </div>
          ))}
        </dl>
        {report === null ? null : (
          <p className="text-sm text-ink-2">{t('shift.zIs', { number: report.number ?? '' })}</p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" onClick={onNext}>
            {t('shift.newShift')}
          </Button>
          {report === null ? null : <Button onClick={() => setOpen(true)}>{t('shift.showZ')}</Button>}
        </div>
        {isOpen && report !== null ? <ReportSheet report={report} onClose={() => setOpen(false)} /> : null}
      </section>
      <ShiftFigures shift={shift} />
    </div>
  );
}
