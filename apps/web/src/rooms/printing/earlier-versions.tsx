import type { ReceiptVersions } from '@mosaajii/contract/receipts';
import { useQuery } from '@tanstack/react-query';
import { Failed } from '../../platform/answer/index.ts';
import { api, orThrow } from '../../platform/api/index.ts';
import { formatDateTime, t } from '../../platform/i18n/index.ts';
import { Button, LoadingLines } from '../../platform/ui/index.ts';
import type { ReceiptDraft } from './receipt-draft.ts';

/** How receipts looked before; one of them is taken into the editor, and saved from there. */
export function EarlierVersions({
  onTake,
  linkDays,
}: {
  readonly onTake: ((draft: ReceiptDraft) => void) | undefined;
  readonly linkDays: number;
}) {
  const versions = useQuery({
    queryKey: ['receipt-versions'],
    queryFn: async () => (await orThrow(api.get<ReceiptVersions>('/settings/receipts/versions'))).versions,
  });
  if (versions.isPending) return <LoadingLines />;
  if (versions.data === undefined) {
    return (
      <Failed cause={versions.error} title={t('printing.versionsFailed')} onRetry={() => void versions.refetch()} />
    );
  }
  if (versions.data.length === 0) return <p className="p-4 pt-0 text-ink-2">{t('printing.versionsNone')}</p>;
  return (
    <ul className="divide-y divide-line">
      {versions.data.map((one) => (
        <li key={one.version} className="flex min-h-12 items-center gap-3 px-4">
          <span className="flex-1">{formatDateTime(one.changedAt)}</span>
          {onTake === undefined ? null : (
            <Button
              size="sm"
              onClick={() =>
                onTake({
                  paperWidthMm: one.paperWidthMm,
                  header: one.receiptHeader,
                  footer: one.receiptFooter,
                  template: one.template,
                  linkDays,
                })
              }
            >
              {t('printing.versionTake')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
