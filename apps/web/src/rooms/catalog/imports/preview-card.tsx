import type { ImportPreview, PreviewRow } from '@mosaajii/contract';
import { formatNumber, type MessageKey, t } from '../../../platform/i18n/index.ts';
import {
  Card,
  Chip,
  classes,
  priceFigures,
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  type Tone,
} from '../../../platform/ui/index.ts';
import { useCurrency } from '../use-shop.ts';

const OUTCOMES: Record<PreviewRow['outcome'], { readonly label: MessageKey; readonly tone: Tone }> = {
  created: { label: 'catalog.outcomeCreated', tone: 'success' },
  updated: { label: 'catalog.outcomeUpdated', tone: 'brand' },
  skipped: { label: 'catalog.outcomeSkipped', tone: 'neutral' },
  rejected: { label: 'catalog.outcomeRejected', tone: 'danger' },
};

/** What would happen to the whole file, in figures, reasons and the first rows. */
export function PreviewCard({ preview }: { readonly preview: ImportPreview }) {
  return (
    <>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <Figure label="catalog.countCreated" count={preview.createdCount} className="text-success" />
        <Figure label="catalog.countUpdated" count={preview.updatedCount} className="text-brand-ink" />
        <Figure label="catalog.countSkipped" count={preview.skippedCount} className="text-ink-2" />
        <Figure label="catalog.countRejected" count={preview.rejectedCount} className="text-danger" />
      </dl>
      {preview.newCategories + preview.withoutPrice === 0 ? null : (
        <p className="text-ink-2">
          {preview.newCategories === 0 ? '' : `${t('catalog.newCategories', { count: preview.newCategories })} `}
          {preview.withoutPrice === 0 ? '' : t('catalog.withoutPrice', { count: preview.withoutPrice })}
        </p>
      )}
      {preview.reasons.length === 0 ? null : (
        <Card title={t('catalog.reasonsTitle')}>
          <ul className="px-4 pb-3">
            {preview.reasons.map(({ code, reason, count }) => (
              <li key={code} className="flex gap-3 border-t border-line py-2 first:border-t-0">
                <span className="num w-24 flex-none font-medium text-danger">{t('catalog.reasonRows', { count })}</span>
                <span className="min-w-0 text-ink-2">{reason}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <PreviewRows rows={preview.rows} />
    </>
  );
}

function Figure({ label, count, className }: { label: MessageKey; count: number; className: string }) {
  return (
    <div className="rounded-card border border-line bg-surface px-4 py-3">
      <dt className="text-sm text-ink-3">{t(label)}</dt>
      <dd className={classes('num text-2xl font-bold', count === 0 ? 'text-ink-3' : className)}>
        {formatNumber(count)}
      </dd>
    </div>
  );
}

function PreviewRows({ rows }: { readonly rows: readonly PreviewRow[] }) {
  const currency = useCurrency();
  return (
    <Table label={t('catalog.previewRows')}>
      <TableHead>
        <TableHeader isFigure>{t('catalog.row')}</TableHeader>
        <TableHeader>{t('catalog.whatHappens')}</TableHeader>
        <TableHeader>{t('catalog.columnProduct')}</TableHeader>
        <TableHeader>{t('catalog.columnSku')}</TableHeader>
        <TableHeader>{t('catalog.columnBarcode')}</TableHeader>
        <TableHeader isFigure>{t('catalog.columnPrice')}</TableHeader>
      </TableHead>
      <tbody>
        {rows.map((row) => (
          <TableRow key={row.rowNumber}>
            <TableCell isFigure className="w-14 text-ink-3">
              {row.rowNumber}
            </TableCell>
            <TableCell>
              <Chip size="sm" tone={OUTCOMES[row.outcome].tone}>
                {t(OUTCOMES[row.outcome].label)}
              </Chip>
            </TableCell>
            <TableCell className="max-w-80 py-2">
              <div className="truncate">{row.name}</div>
              {row.reason === null ? null : <div className="text-sm text-danger">{row.reason}</div>}
            </TableCell>
            <TableCell className="code whitespace-nowrap text-ink-2">{row.sku}</TableCell>
            <TableCell className="code whitespace-nowrap text-ink-2">{row.code}</TableCell>
            <TableCell isFigure>{row.priceE4 === null ? '–' : priceFigures(row.priceE4, currency)}</TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
