import type { ImportSummary } from '@mosaajii/contract';
import { CircleCheck, CircleSlash, CircleX, Download } from 'lucide-react';
import { formatNumber, type MessageKey, t } from '../../../platform/i18n/index.ts';
import { useNavigate } from '../../../platform/router/index.ts';
import { Button, Card } from '../../../platform/ui/index.ts';
import { rejectionsUrl } from '../catalog-api.ts';

const ENDS = {
  completed: { title: 'catalog.doneTitle', icon: CircleCheck, tone: 'text-success' },
  cancelled: { title: 'catalog.cancelledTitle', icon: CircleSlash, tone: 'text-ink-3' },
  failed: { title: 'catalog.failedImportTitle', icon: CircleX, tone: 'text-danger' },
} as const;

/** How an import ended: what came in, what was left out and where to get it. */
export function ImportResult({ summary, onAgain }: { readonly summary: ImportSummary; readonly onAgain: () => void }) {
  const navigate = useNavigate();
  const end = summary.state === 'failed' || summary.state === 'cancelled' ? ENDS[summary.state] : ENDS.completed;
  const figures: readonly (readonly [MessageKey, number])[] = [
    ['catalog.countCreated', summary.createdCount],
    ['catalog.countUpdated', summary.updatedCount],
    ['catalog.countSkipped', summary.skippedCount],
    ['catalog.countRejected', summary.rejectedCount],
  ];
  return (
    <Card className="mb-4 flex flex-col items-center gap-3 px-6 py-10 text-center">
      <end.icon aria-hidden className={`size-9 ${end.tone}`} strokeWidth={1.5} />
      <h2 className="max-w-full text-lg font-semibold [overflow-wrap:anywhere]" role="status">
        {t(end.title, { file: summary.fileName })}
      </h2>
      {summary.failure === null ? null : <p className="max-w-lg text-ink-2">{summary.failure}</p>}
      {summary.state === 'cancelled' ? <p className="text-ink-2">{t('catalog.cancelledText')}</p> : null}
      <dl className="flex flex-wrap justify-center gap-x-8 gap-y-2">
        {figures.map(([label, count]) => (
          <div key={label}>
            <dt className="text-sm text-ink-3">{t(label)}</dt>
            <dd className="num text-xl font-bold">{formatNumber(count)}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-2 flex flex-wrap justify-center gap-2">
        {summary.rejectedCount === 0 ? null : <RejectionsLink importId={summary.importId} />}
        <Button onClick={onAgain}>{t('catalog.anotherFile')}</Button>
        <Button variant="primary" onClick={() => navigate({ to: '/products' })}>
          {t('catalog.seeProducts')}
        </Button>
      </div>
    </Card>
  );
}

/** The file with the rejected rows; the browser saves it. */
export function RejectionsLink({ importId }: { readonly importId: string }) {
  return (
    <a
      href={rejectionsUrl(importId)}
      download
      className="inline-flex min-h-(--control) items-center gap-2 rounded-control border border-line-strong bg-surface px-3.5 font-semibold hover:bg-sunken"
    >
      <Download aria-hidden className="size-4" />
      {t('catalog.rejectedDownload')}
    </a>
  );
}
