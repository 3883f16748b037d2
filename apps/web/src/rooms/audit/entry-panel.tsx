import type { AuditDetail } from '@mosaajii/contract/audit';
import { Link2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Answer } from '../../platform/answer/index.ts';
import { t } from '../../platform/i18n/index.ts';
import type { Names } from '../../platform/names/index.ts';
import { actionText, fieldText } from '../../platform/trail/index.ts';
import { Skeleton } from '../../platform/ui/index.ts';
import { subjectOf, whoOf } from './entry-list.tsx';
import { type ChangedField, textOf } from './entry-text.ts';
import { useEntry } from './use-audit.ts';

interface Props {
  readonly entryId: string;
  readonly names: Names;
  readonly when: (instant: string) => string;
}

/** One entry: who, from where, what was before and after, and its place in the chain. */
export function EntryPanel({ entryId, names, when }: Props) {
  const entry = useEntry(entryId);
  return (
    <Answer query={entry} loading={<Skeleton className="m-4 h-48" />}>
      {(found) => <Loaded entry={found} names={names} when={when} />}
    </Answer>
  );
}

function Loaded({ entry, names, when }: { readonly entry: AuditDetail } & Omit<Props, 'entryId'>) {
  const { changes, facts } = textOf(entry.detail, names.find);
  return (
    <div className="flex flex-col gap-4">
      <dl className="grid grid-cols-[minmax(5rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1.5">
        <Fact label={t('audit.time')}>{when(entry.occurredAt)}</Fact>
        <Fact label={t('audit.who')}>{whoOf(entry, names)}</Fact>
        <Fact label={t('audit.action')}>{actionText(entry.action)}</Fact>
        <Fact label={t('audit.subject')}>{subjectOf(entry, names)}</Fact>
        {facts.map(({ field, value }) => (
          <Fact key={field} label={fieldText(field)}>
            {value}
          </Fact>
        ))}
        {entry.address === null ? null : <Fact label={t('audit.address')}>{entry.address}</Fact>}
        {entry.requestId === null ? null : <Fact label={t('audit.request')}>{entry.requestId}</Fact>}
      </dl>
      {changes.length === 0 ? null : <Changes changes={changes} />}
      <p className="flex items-start gap-2 border-t border-line pt-3 text-sm text-ink-3">
        <Link2 aria-hidden className="mt-0.5 size-4 flex-none" strokeWidth={1.75} />
        <span className="min-w-0 break-all">
          {entry.seal === null
            ? t('audit.notSealed')
            : t('audit.sealed', { number: entry.seal.sequence, hash: entry.seal.hash.slice(0, 16) })}
        </span>
      </p>
    </div>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-sm text-ink-3">{label}</dt>
      <dd className="min-w-0 whitespace-pre-wrap break-words text-sm">{children}</dd>
    </>
  );
}

/** Field by field, the old value above the new one; words say which is which, not the colour alone. */
function Changes({ changes }: { readonly changes: readonly ChangedField[] }) {
  return (
    <section>
      <h3 className="pb-1.5 font-semibold">{t('audit.changes')}</h3>
      <ul className="flex flex-col gap-2">
        {changes.map(({ field, before, after }) => (
          <li key={field} className="overflow-hidden rounded-control border border-line text-sm">
            <p className="bg-sunken px-3 py-1 font-medium">{fieldText(field)}</p>
            <Value label={t('audit.before')} className="bg-danger-tint">
              {before}
            </Value>
            <Value label={t('audit.after')} className="bg-success-tint">
              {after}
            </Value>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Value({
  label,
  className,
  children,
}: {
  readonly label: string;
  readonly className: string;
  readonly children: string | null;
}) {
  return (
    <div className={`flex gap-3 px-3 py-1.5 ${className}`}>
      <span className="w-14 flex-none text-ink-2">{label}</span>
      <span className="min-w-0 flex-1 whitespace-pre-wrap break-words">{children ?? t('audit.absent')}</span>
    </div>
  );
}
