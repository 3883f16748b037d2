import { Readable } from 'node:stream';
import type { UserActor } from '../../platform/access/index.ts';
import { csvLine } from '../../platform/csv/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import { type AuditFilter, type EntryKey, type EntryRow, entryOf, readEntries } from './queries.ts';

const PAGE = 1000;
const CSV_HEAD = [
  'occurred_at',
  'action',
  'user_id',
  'register_id',
  'subject_kind',
  'subject_id',
  'detail',
  'address',
  'request_id',
  'entry_id',
];

export interface ExportInput {
  readonly format: 'csv' | 'jsonl';
  readonly filter: AuditFilter;
  readonly requestId: string;
  readonly address: string;
}

/**
 * Streams the entries that fit, the latest first, as they were when it began; a slow reader holds no transaction open. The
 * export is written to the trail before the first byte leaves.
 */
export async function exportEntries(deps: Deps, actor: UserActor, input: ExportInput): Promise<Readable> {
  const { format, filter, requestId, address } = input;
  const { organizationId, userId } = actor;
  // What was typed tells what was asked; the names that it means are as many as the language has.
  const { names: _names, ...asked } = filter;
  await deps.db.tx(organizationId, (tx) =>
    recordChange(tx, {
      kind: 'identity',
      ids: [],
      audit: [
        {
          action: 'audit.exported',
          subjectKind: 'audit',
          subjectId: format,
          userId,
          detail: { format, filter: asked },
          requestId,
          address,
        },
      ],
    }),
  );
  return Readable.from(format === 'csv' ? csvOf(deps, organizationId, filter) : linesOf(deps, organizationId, filter));
}

async function* pagesOf(deps: Deps, organizationId: string, filter: AuditFilter): AsyncGenerator<readonly EntryRow[]> {
  let after: EntryKey | null = null;
  for (;;) {
    const request = { filter, after, limit: PAGE, isWithDetail: true };
    const page: readonly EntryRow[] = await deps.db.read(organizationId, (tx) => readEntries(tx, request));
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = [last.occurred_key, last.entry_id];
  }
}

async function* csvOf(deps: Deps, organizationId: string, filter: AuditFilter): AsyncGenerator<string> {
  yield csvLine(CSV_HEAD);
  for await (const page of pagesOf(deps, organizationId, filter)) yield page.map(csvOfEntry).join('');
}

function csvOfEntry(row: EntryRow): string {
  return csvLine([
    row.occurred_at.toISOString(),
    row.action,
    row.user_id ?? '',
    row.register_id ?? '',
    row.subject_kind,
    row.subject_id,
    JSON.stringify(row.detail),
    row.address ?? '',
    row.request_id ?? '',
    row.entry_id,
  ]);
}

async function* linesOf(deps: Deps, organizationId: string, filter: AuditFilter): AsyncGenerator<string> {
  for await (const page of pagesOf(deps, organizationId, filter)) {
    yield page.map((row) => `${JSON.stringify({ ...entryOf(row), detail: row.detail })}\n`).join('');
  }
}
