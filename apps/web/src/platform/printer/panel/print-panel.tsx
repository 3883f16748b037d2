import { Mail, Printer, PrinterCheck } from 'lucide-react';
import { useState } from 'react';
import { useObservable } from '../../device/observable.ts';
import { formatDateTime, t } from '../../i18n/index.ts';
import { isPractice } from '../../practice/mode.ts';
import { Button, EmptyState, Sheet } from '../../ui/index.ts';
import { QrPicture } from '../code-pictures.tsx';
import { SendForm } from '../options/send-form.tsx';
import { printByBrowser } from '../print.tsx';
import type { PrintJob } from '../queue/job.ts';
import type { PrintQueue } from '../queue/print-queue.ts';
import { mailReceipt } from '../receipt-mails.ts';

/** What did not come out of the printer, and what can be done about it. */
export function PrintPanel({ queue, onClose }: { readonly queue: PrintQueue; readonly onClose: () => void }) {
  const jobs = useObservable(queue.jobs);
  return (
    <Sheet title={t('printing.queueTitle')} onClose={onClose} className="comfortable">
      {jobs.length === 0 ? (
        <EmptyState icon={PrinterCheck} title={t('printing.queueEmpty')}>
          {t('printing.queueEmptyText')}
        </EmptyState>
      ) : (
        <>
          <p className="pb-3 text-ink-2">{t('printing.queueText')}</p>
          <ul className="flex flex-col gap-3">
            {jobs.map((job) => (
              <JobCard key={job.jobId} queue={queue} job={job} />
            ))}
          </ul>
        </>
      )}
    </Sheet>
  );
}

function JobCard({ queue, job }: { readonly queue: PrintQueue; readonly job: PrintJob }) {
  const [isPending, setPending] = useState(false);
  const [isQrShown, setQrShown] = useState(false);
  const [isMailing, setMailing] = useState(false);
  // Practice sends nothing, also not what was printed before it.
  const saleId = isPractice() ? undefined : job.saleId;
  const link = job.paper.blocks.find((block) => block.kind === 'qr');
  const work = (what: () => Promise<unknown>) => async () => {
    setPending(true);
    try {
      await what();
    } finally {
      setPending(false);
    }
  };
  const byBrowser = async () => {
    await printByBrowser(job.paper, job.paperWidthMm);
    await queue.remove(job.jobId);
  };
  return (
    <li className="rounded-card border border-line p-4">
      <p className="font-semibold">{job.paper.title}</p>
      <p className="text-sm text-ink-2">
        {formatDateTime(job.createdAt)}
        {job.failure === '' ? '' : ` · ${job.failure}`}
      </p>
      {job.isCutShort ? <p className="pt-1 text-sm text-ink-2">{t('printing.cutShort')}</p> : null}
      <div className="flex flex-wrap gap-2 pt-3">
        <Button
          variant="primary"
          isPending={isPending}
          icon={<Printer aria-hidden className="size-4" strokeWidth={1.75} />}
          onClick={() => void work(() => queue.retry(job.jobId))()}
        >
          {t('printing.retry')}
        </Button>
        <Button onClick={() => void work(byBrowser)()}>{t('printing.byBrowser')}</Button>
        {link === undefined ? null : (
          <Button onClick={() => setQrShown((now) => !now)}>
            {isQrShown ? t('printing.hideQr') : t('printing.showQr')}
          </Button>
        )}
        {saleId === undefined ? null : (
          <Button
            icon={<Mail aria-hidden className="size-4" strokeWidth={1.75} />}
            aria-expanded={isMailing}
            onClick={() => setMailing((now) => !now)}
          >
            {t('printing.byMail')}
          </Button>
        )}
        <Button variant="quiet" onClick={() => void work(() => queue.remove(job.jobId))()}>
          {t('printing.discard')}
        </Button>
      </div>
      {isMailing && saleId !== undefined ? (
        <div className="pt-3">
          <SendForm
            mail={(to, channel) => mailReceipt(saleId, to, channel)}
            phone=""
            hasLink={link !== undefined}
            onClose={() => setMailing(false)}
          />
        </div>
      ) : null}
      {isQrShown && link !== undefined ? (
        <div className="mt-3 rounded-control bg-white p-3 text-black">
          <QrPicture text={link.text} caption={link.caption} />
        </div>
      ) : null}
    </li>
  );
}
