import type { AuditRetention } from '@mosaajii/contract/audit';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { Answer } from '../../platform/answer/index.ts';
import { ApiFailure, api, orThrow } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, Dialog, Field, Notice, plainLinkLook, Select, useToasts } from '../../platform/ui/index.ts';

const KEY = ['audit-retention'];
/** What is offered; a rule that was set otherwise is offered as well. */
const YEARS = [12, 24, 36, 60, 84, 120];

interface Props {
  readonly when: (instant: string) => string;
  readonly onClose: () => void;
}

/** For how long the trail is kept: everybody who sees the trail may know, its owner decides. */
export function RetentionDialog({ when, onClose }: Props) {
  const found = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => orThrow(api.get<AuditRetention>('/audit/retention', { signal })),
    retry: false,
  });
  if (found.data !== undefined) return <Rule retention={found.data} when={when} onClose={onClose} />;
  return (
    <Dialog title={t('audit.retention')} onClose={onClose}>
      <Answer query={found}>{() => null}</Answer>
    </Dialog>
  );
}

function Rule({ retention, when, onClose }: Props & { readonly retention: AuditRetention }) {
  const [months, setMonths] = useState(retention.months);
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: () => orThrow(api.put<AuditRetention>('/audit/retention', { body: { months } })),
    onSuccess: (saved) => {
      queries.setQueryData(KEY, saved);
      useToasts.getState().show({ message: t('audit.retentionSaved') });
      onClose();
    },
  });
  const failure = save.error instanceof ApiFailure ? save.error.problem : null;
  const isShorter = months !== null && (retention.months === null || months < retention.months);
  return (
    <Dialog
      title={t('audit.retention')}
      onClose={onClose}
      footer={
        retention.mayChange ? (
          <>
            <Button onClick={onClose}>{t('ui.cancel')}</Button>
            <Button
              variant="primary"
              isPending={save.isPending}
              onClick={() => (months === retention.months ? onClose() : save.mutate())}
            >
              {t('ui.save')}
            </Button>
          </>
        ) : undefined
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-ink-2">{t('audit.retentionText')}</p>
        {retention.mayChange ? (
          <Months months={months} present={retention.months} onChange={setMonths} />
        ) : (
          <p className="font-medium">{labelOf(retention.months)}</p>
        )}
        {isShorter ? <Notice tone="warning">{t('audit.retentionWarning')}</Notice> : null}
        <Effects retention={retention} when={when} />
        {retention.mayChange ? null : <p className="text-sm text-ink-3">{t('audit.retentionOwner')}</p>}
        {failure === null ? null : (
          <Notice tone="danger" isAlert>
            {failure.title}. {failure.action}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}

interface MonthsProps {
  readonly months: number | null;
  readonly present: number | null;
  readonly onChange: (months: number | null) => void;
}

function Months({ months, present, onChange }: MonthsProps) {
  const offered = [...new Set(present === null ? YEARS : [...YEARS, present])].sort((a, b) => a - b);
  return (
    <Field label={t('audit.retentionKeep')} hint={t('audit.retentionHint')}>
      <Select
        data-autofocus
        value={months ?? ''}
        onChange={(event) => onChange(event.target.value === '' ? null : Number(event.target.value))}
      >
        <option value="">{labelOf(null)}</option>
        {offered.map((one) => (
          <option key={one} value={one}>
            {labelOf(one)}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function labelOf(months: number | null): string {
  if (months === null) return t('audit.retentionForEver');
  return months % 12 === 0
    ? t('audit.retentionYears', { count: months / 12 })
    : t('audit.retentionMonths', { count: months });
}

/** What the rule has removed, and what it will; with the file to keep that. */
function Effects({
  retention,
  when,
}: {
  readonly retention: AuditRetention;
  readonly when: (instant: string) => string;
}) {
  const { removed, removable, removesBefore, inForceFrom } = retention;
  const willRemove = removesBefore !== null && inForceFrom !== null && removable > 0;
  return (
    <>
      {removed === null ? null : (
        <p className="text-sm text-ink-3">
          {t('audit.retentionRemoved', { count: removed.entries, when: when(removed.lastAt) })}
        </p>
      )}
      {inForceFrom === null ? null : (
        <p className="text-sm text-ink-3">{t('audit.retentionFrom', { when: when(inForceFrom) })}</p>
      )}
      {willRemove ? (
        <div className="flex flex-col items-start gap-2">
          <p>{t('audit.retentionNext', { count: removable, when: when(removesBefore) })}</p>
          <a
            className={plainLinkLook}
            href={`/api/v1/audit/export?${new URLSearchParams({ to: removesBefore, format: 'jsonl' })}`}
            download
          >
            <Download aria-hidden className="size-4" strokeWidth={1.75} />
            {t('audit.retentionExport')}
          </a>
        </div>
      ) : null}
    </>
  );
}
