import type { ImportState, ImportSummary } from '@mosaajii/contract';
import { Failed } from '../../../platform/answer/index.ts';
import { formatDateTime, formatNumber, type MessageKey, t } from '../../../platform/i18n/index.ts';
import { Chip, Table, TableCell, TableHead, TableHeader, TableRow, type Tone } from '../../../platform/ui/index.ts';
import { problemOf, rejectionsUrl } from '../catalog-api.ts';
import type { useImports } from './use-imports.ts';

const STATES: Record<ImportState, { readonly label: MessageKey; readonly tone: Tone }> = {
  uploaded: { label: 'catalog.stateUploaded', tone: 'neutral' },
  running: { label: 'catalog.stateRunning', tone: 'brand' },
  cancelling: { label: 'catalog.stateCancelling', tone: 'warning' },
  cancelled: { label: 'catalog.stateCancelled', tone: 'neutral' },
  completed: { label: 'catalog.stateCompleted', tone: 'success' },
  failed: { label: 'catalog.stateFailed', tone: 'danger' },
};

/** The imports before, with what became of them. Files that were looked at and never started are not shown. */
export function PastImports({ query }: { readonly query: ReturnType<typeof useImports> }) {
  if (query.error !== null) {
    return (
      <Failed title={t('catalog.importsFailed')} cause={problemOf(query.error)} onRetry={() => void query.refetch()} />
    );
  }
  const imports = (query.data ?? []).filter((summary) => summary.startedAt !== null);
  if (imports.length === 0) return null;
  return (
    <section className="mt-6">
      <h2 className="mb-2 font-semibold">{t('catalog.pastImports')}</h2>
      <Table label={t('catalog.pastImports')}>
        <TableHead>
          <TableHeader>{t('catalog.columnFile')}</TableHeader>
          <TableHeader>{t('catalog.columnState')}</TableHeader>
          <TableHeader>{t('catalog.columnWhen')}</TableHeader>
          <TableHeader isFigure>{t('catalog.columnRows')}</TableHeader>
          <TableHeader isFigure>{t('catalog.countCreated')}</TableHeader>
          <TableHeader isFigure>{t('catalog.countUpdated')}</TableHeader>
          <TableHeader isFigure>{t('catalog.countRejected')}</TableHeader>
        </TableHead>
        <tbody>
          {imports.map((summary) => (
            <ImportLine key={summary.importId} summary={summary} />
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function ImportLine({ summary }: { readonly summary: ImportSummary }) {
  const { label, tone } = STATES[summary.state];
  return (
    <TableRow>
      <TableCell className="max-w-64 truncate font-medium" title={summary.failure ?? summary.fileName}>
        {summary.fileName}
      </TableCell>
      <TableCell>
        <Chip size="sm" tone={tone}>
          {t(label)}
        </Chip>
      </TableCell>
      <TableCell className="whitespace-nowrap text-ink-2">{formatDateTime(summary.createdAt)}</TableCell>
      <TableCell isFigure>{summary.totalRows === null ? '–' : formatNumber(summary.totalRows)}</TableCell>
      <TableCell isFigure>{formatNumber(summary.createdCount)}</TableCell>
      <TableCell isFigure>{formatNumber(summary.updatedCount)}</TableCell>
      <TableCell isFigure>
        {summary.rejectedCount === 0 ? (
          '0'
        ) : (
          <a
            href={rejectionsUrl(summary.importId)}
            download
            aria-label={t('catalog.rejectedDownload')}
            className="font-medium text-danger underline"
          >
            {formatNumber(summary.rejectedCount)}
          </a>
        )}
      </TableCell>
    </TableRow>
  );
}
