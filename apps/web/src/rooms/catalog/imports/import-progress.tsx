import type { ImportSummary } from '@mosaajii/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { Button, Card, Progress, useToasts } from '../../../platform/ui/index.ts';
import { cancelImport } from '../catalog-api.ts';
import { type Pace, paceBetween, type Reading } from './import-plan.ts';

/** A running import on one line: how far, how fast, how long, and the way to stop it. */
export function ImportProgress({ summary }: { readonly summary: ImportSummary }) {
  const queries = useQueryClient();
  const [isPending, setPending] = useState(false);
  const pace = usePace(summary);
  const { totalRows, processedRows, rejectedCount, fileName, importId } = summary;
  const isStopping = summary.state === 'cancelling' || isPending;
  const cancel = async () => {
    setPending(true);
    const cancelled = await cancelImport(importId);
    if (!cancelled.ok) useToasts.getState().show({ message: cancelled.error.detail, tone: 'danger' });
    await queries.invalidateQueries({ queryKey: ['imports'] });
    setPending(false);
  };
  const label = t('catalog.importRunning', { file: fileName });
  return (
    <Card className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
      <span className="min-w-0 max-w-full truncate font-semibold">{label}</span>
      <span className="num whitespace-nowrap text-ink-2" aria-live="polite">
        {totalRows === null ? t('catalog.counting') : figures(processedRows, totalRows, pace)}
      </span>
      <Progress
        label={label}
        {...(totalRows === null ? {} : { value: processedRows / Math.max(1, totalRows) })}
        className="min-w-32 flex-1"
      />
      {rejectedCount === 0 ? null : (
        <span className="num whitespace-nowrap font-medium text-danger">
          {t('catalog.needLook', { count: rejectedCount })}
        </span>
      )}
      <Button variant="quiet" isPending={isStopping} onClick={() => void cancel()}>
        {t(isStopping ? 'catalog.cancelling' : 'catalog.cancelImport')}
      </Button>
    </Card>
  );
}

function figures(processedRows: number, totalRows: number, pace: Pace | null): string {
  const parts = [t('catalog.progressOf', { done: processedRows, total: totalRows })];
  if (pace !== null) {
    const { secondsLeft } = pace;
    parts.push(t('catalog.progressRate', { rate: Math.round(pace.rowsPerSecond) }));
    parts.push(
      secondsLeft < 90
        ? t('catalog.progressLeft', { seconds: secondsLeft })
        : t('catalog.progressLeftMinutes', { minutes: Math.ceil(secondsLeft / 60) }),
    );
  }
  return parts.join(' · ');
}

/** The pace since this screen first saw the import. */
function usePace(summary: ImportSummary): Pace | null {
  const first = useRef<(Reading & { readonly importId: string }) | null>(null);
  const now: Reading = { atMs: performance.now(), processedRows: summary.processedRows };
  if (first.current?.importId !== summary.importId) first.current = { ...now, importId: summary.importId };
  return paceBetween(first.current, now, summary.totalRows);
}
