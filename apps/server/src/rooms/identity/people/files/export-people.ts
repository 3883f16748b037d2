import { Readable } from 'node:stream';
import type { PeopleExportQuery, Person } from '@mosaajii/contract/people';
import type { Stores, UserActor } from '../../../../platform/access/index.ts';
import { csvLine } from '../../../../platform/csv/index.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { recordChange } from '../../../../platform/feed/index.ts';
import type { Origin } from '../change-person.ts';
import { listPeople } from '../list-people.ts';

const PAGE = 500;
const HEAD = ['name', 'email', 'role', 'state', 'is_owner', 'last_seen_at', 'created_at', 'user_id'];

/**
 * Streams the people who fit as CSV, page by page, so that a slow reader holds no transaction open. The export is written to
 * the trail before the first byte leaves. An import of the same file changes nothing.
 */
export async function exportPeople(
  deps: Deps,
  actor: UserActor,
  filter: PeopleExportQuery & { readonly stores: Stores },
  origin: Origin,
): Promise<Readable> {
  await deps.db.tx(actor.organizationId, (tx) =>
    recordChange(tx, {
      kind: 'identity',
      ids: [],
      audit: [
        {
          action: 'users.exported',
          subjectKind: 'users',
          subjectId: 'csv',
          userId: actor.userId,
          // What was searched for can be a name.
          detail: {
            role: filter.role ?? null,
            state: filter.state,
            storeId: filter.storeId ?? null,
            ...(filter.stores === null ? {} : { stores: filter.stores }),
            isSearched: filter.query !== undefined,
          },
          ...origin,
        },
      ],
    }),
  );
  return Readable.from(linesOf(deps, actor.organizationId, filter));
}

async function* linesOf(
  deps: Deps,
  organizationId: string,
  filter: PeopleExportQuery & { readonly stores: Stores },
): AsyncGenerator<string> {
  yield csvLine(HEAD);
  let cursor: string | undefined;
  do {
    const asked = { ...filter, sort: 'name' as const, limit: PAGE, cursor, managed: [] };
    const page = await deps.db.read(organizationId, (tx) => listPeople(deps.personal, tx, asked));
    if (page === null) throw new Error('the list does not know its own cursor');
    if (page.items.length > 0) yield page.items.map(lineOf).join('');
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

function lineOf(person: Person): string {
  return csvLine([
    person.displayName,
    person.email ?? '',
    person.role,
    person.state,
    person.isOwner ? 'yes' : 'no',
    person.lastSeenAt ?? '',
    person.createdAt,
    person.userId,
  ]);
}
