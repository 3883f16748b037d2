import type { ShiftReport } from '@mosaajii/domain/shift-report';
import { Printer } from 'lucide-react';
import { useMemo } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { PaperView, printByBrowser, printPaper } from '../../../platform/printer/index.ts';
import { Button, Drawer } from '../../../platform/ui/index.ts';
import { paperOfReport } from '../report-paper.ts';

/** An X or Z report as the paper that will come out, with the ways to print it. */
export function ReportSheet({ report, onClose }: { readonly report: ShiftReport; readonly onClose: () => void }) {
  return (
    <Drawer
      title={report.number === null ? t('shift.xReport') : `${t('shift.zReport')} ${report.number}`}
      onClose={onClose}
      footer={<PrintButtons report={report} />}
    >
      <ReportPaper report={report} />
    </Drawer>
  );
}

export function ReportPaper({ report }: { readonly report: ShiftReport }) {
  const paper = useMemo(() => paperOfReport(report), [report]);
  return (
    <div className="overflow-x-auto rounded-card bg-sunken p-3 sm:p-5">
      <div className="mx-auto w-fit shadow-sheet">
        <PaperView paper={paper} size={report.shop.paperWidthMm} />
      </div>
    </div>
  );
}

/** The roll of the store, and a sheet of A4 (also the way to a PDF). */
export function PrintButtons({ report }: { readonly report: ShiftReport }) {
  return (
    <>
      <Button onClick={() => void printByBrowser(paperOfReport(report), 'a4')}>{t('shift.printSheet')}</Button>
      <Button
        variant="primary"
        icon={<Printer aria-hidden className="size-4" strokeWidth={1.75} />}
        onClick={() => void printPaper(paperOfReport(report), report.shop.paperWidthMm)}
      >
        {t('shift.print')}
      </Button>
    </>
  );
}
