import type { AuditEntry } from '@mosaajii/contract/audit';
import { ShieldX } from 'lucide-react';
import { t } from '../../platform/i18n/index.ts';
import type { Names } from '../../platform/names/index.ts';
import { actionText, subjectText } from '../../platform/trail/index.ts';
import { Chip, Table, TableCell, TableHead, TableHeader, TableRow } from '../../platform/ui/index.ts';

interface Props {
  readonly entries: readonly AuditEntry[];
  readonly chosen: string | null;
  readonly names: Names;
  readonly when: (instant: string) => string;
  readonly onOpen: (entryId: string) => void;
}

/** The trail as a table; on a phone as cards. What was refused has an icon and a word. */
export function EntryList(props: Props) {
  return (
    <>
      <div className="hidden sm:block">
        <EntryTable {...props} />
      </div>
      <ul aria-label={t('audit.list')} className="flex flex-col gap-2 sm:hidden">
        {props.entries.map((entry) => (
          <EntryCard key={entry.entryId} entry={entry} {...props} />
        ))}
      </ul>
    </>
  );
}

function EntryTable({ entries, chosen, names, when, onOpen }: Props) {
  return (
    <Table label={t('audit.list')}>
      <TableHead>
        <TableHeader>{t('audit.time')}</TableHeader>
        <TableHeader>{t('audit.action')}</TableHeader>
        <TableHeader>{t('audit.who')}</TableHeader>
        <TableHeader className="max-2xl:hidden">{t('audit.subject')}</TableHeader>
      </TableHead>
      <tbody>
        {entries.map((entry) => (
          <TableRow key={entry.entryId} isSelected={entry.entryId === chosen} onClick={() => onOpen(entry.entryId)}>
            <TableCell className="num whitespace-nowrap text-ink-2">{when(entry.occurredAt)}</TableCell>
            <TableCell>
              <span className="flex flex-wrap items-center gap-2">
                <button
                  type="button"
                  onClick={() => onOpen(entry.entryId)}
                  className="reach text-start font-medium text-brand-ink hover:underline"
                >
                  {actionText(entry.action)}
                </button>
                {entry.isRefused ? <RefusedMark /> : null}
              </span>
            </TableCell>
            <TableCell className="max-w-44 truncate text-ink-2">{whoOf(entry, names)}</TableCell>
            <TableCell className="max-w-56 truncate text-ink-2 max-2xl:hidden">{subjectOf(entry, names)}</TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}

function EntryCard({ entry, names, when, onOpen }: Props & { readonly entry: AuditEntry }) {
  return (
    <li>
      <button
        type="button"
        onClick={() => onOpen(entry.entryId)}
        className="flex w-full flex-col gap-1 rounded-card border border-line bg-surface px-3.5 py-2.5 text-start"
      >
        <span className="flex flex-wrap items-center gap-2 font-medium">
          {actionText(entry.action)}
          {entry.isRefused ? <RefusedMark /> : null}
        </span>
        {/* One line, whatever comes later for an id that has no name yet; the entry itself says it whole. */}
        <span className="flex w-full gap-x-2 text-sm text-ink-2">
          <span className="num flex-none">{when(entry.occurredAt)}</span>
          <span className="min-w-0 truncate">{whoOf(entry, names)}</span>
        </span>
      </button>
    </li>
  );
}

function RefusedMark() {
  return (
    <Chip tone="danger" size="sm" icon={<ShieldX aria-hidden className="size-3.5 flex-none" strokeWidth={2} />}>
      {t('audit.refused')}
    </Chip>
  );
}

/** The person, else the register, else nobody that is known. */
export function whoOf({ userId, registerId }: AuditEntry, { find }: Names): string {
  const parts = [userId, registerId].filter((id) => id !== null).map((id) => find(id) ?? id);
  return parts.length === 0 ? t('audit.unknown') : parts.join(' · ');
}

export function subjectOf({ subjectKind, subjectId }: AuditEntry, { find }: Names): string {
  return `${subjectText(subjectKind)} ${find(subjectId) ?? subjectId}`;
}
