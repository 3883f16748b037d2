import { createHash } from 'node:crypto';
import type { PeopleFileAnswer, PeopleFileRequest, PeopleFileRow } from '@mosaajii/contract/people-files';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { UserActor } from '../../../../platform/access/index.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { recordChange } from '../../../../platform/feed/index.ts';
import { GIVEN_UNDER_ROLES, needsSecondPerson } from '../../roles/changes/rule.ts';
import { mayGrant, type Origin } from '../change-person.ts';
import { createPerson } from '../create-person.ts';
import { invite } from '../invitations/invite.ts';
import { knownPeople } from './known-people.ts';
import { readCandidate } from './people-columns.ts';
import { type PeopleFile, readPeopleFile } from './read-file.ts';

type FileRefusal = Refusal<'malformed-request' | 'invalid-request'>;
export type FileJudged = Result<PeopleFileAnswer, FileRefusal>;

/** Says of every row of a file what would happen with it. Nothing is changed. */
export async function previewPeople(deps: Deps, actor: UserActor, input: PeopleFileRequest): Promise<FileJudged> {
  const file = readPeopleFile(input);
  if (!file.ok) return file;
  return ok(answerOf(file.value, await judge(deps, actor, file.value, input)));
}

/**
 * Takes in the people of a file: whoever has an address is invited, whoever has none becomes staff without an account. Each
 * row is a change of its own; the same file again, also at the same moment, changes nothing.
 */
export async function importPeople(
  deps: Deps,
  actor: UserActor,
  input: PeopleFileRequest,
  origin: Origin,
): Promise<FileJudged> {
  const file = readPeopleFile(input);
  if (!file.ok) return file;
  if (file.value.mapping === null)
    return refuse({ code: 'invalid-request', detail: 'Say which column has the names.' });
  const rows: PeopleFileRow[] = [];
  for (const row of await judge(deps, actor, file.value, input)) rows.push(await takeIn(deps, actor, row, origin));
  const answer = answerOf(file.value, rows);
  if (answer.counts.created + answer.counts.invited > 0) {
    await deps.db.tx(actor.organizationId, (tx) =>
      recordChange(tx, {
        kind: 'identity',
        ids: [],
        audit: [
          {
            action: 'users.imported',
            subjectKind: 'users',
            subjectId: 'csv',
            userId: actor.userId,
            detail: answer.counts,
            ...origin,
          },
        ],
      }),
    );
  }
  return ok(answer);
}

async function judge(
  deps: Deps,
  actor: UserActor,
  { mapping, rows }: PeopleFile,
  { defaultRole }: PeopleFileRequest,
): Promise<PeopleFileRow[]> {
  if (mapping === null) return [];
  const candidates = rows.map(({ rowNumber, cells }) => ({ rowNumber, ...readCandidate(cells, mapping, defaultRole) }));
  const { known, isAdministratorGuarded } = await deps.db.read(actor.organizationId, async (tx) => ({
    known: await knownPeople(deps.personal, tx, candidates),
    isAdministratorGuarded: await needsSecondPerson(tx, 'administrator'),
  }));
  const seen = new Map<string, number>();
  return candidates.map(({ fault, ...row }) => {
    const judged = (outcome: PeopleFileRow['outcome'], reason: string | null) => ({ ...row, outcome, reason });
    if (fault !== null || row.role === null) return judged('rejected', fault);
    const key = row.email ?? `name ${row.displayName.toLowerCase()}`;
    const first = seen.get(key);
    if (first !== undefined) return judged('rejected', `It is the same as row ${first}.`);
    seen.set(key, row.rowNumber);
    if (known.has(key)) return judged('unchanged', 'They are in the shop, or invited, already.');
    if (!mayGrant(actor, row.role))
      return judged('rejected', `The role ${row.role} has permissions that you do not have.`);
    if (row.role === 'administrator' && isAdministratorGuarded) return judged('rejected', GIVEN_UNDER_ROLES);
    return judged(row.email === null ? 'created' : 'invited', null);
  });
}

/** Does what was judged; what came in between is told instead. */
async function takeIn(deps: Deps, actor: UserActor, row: PeopleFileRow, origin: Origin): Promise<PeopleFileRow> {
  const { displayName, email, role, outcome } = row;
  if (role === null || outcome === 'rejected' || outcome === 'unchanged') return row;
  if (email === null) {
    const made = await createPerson(deps, actor, { userId: idOfName(actor, displayName), displayName, role }, origin);
    return made.ok ? row : { ...row, outcome: 'rejected', reason: made.error.detail };
  }
  const who = { invitationId: deps.ids.next(), email, displayName, role, storeIds: null, delivery: 'email' as const };
  const invited = await invite(deps, actor, who, origin);
  if (invited.ok) return row;
  return {
    ...row,
    outcome: invited.error.code === 'conflict' ? 'unchanged' : 'rejected',
    reason: invited.error.detail,
  };
}

/** Staff of one name have one id, so that two imports at once make them once. */
function idOfName({ organizationId }: UserActor, displayName: string): string {
  const hash = createHash('sha256')
    .update(`staff ${organizationId} ${displayName.toLowerCase()}`, 'utf8')
    .digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

function answerOf(file: PeopleFile, rows: readonly PeopleFileRow[]): PeopleFileAnswer {
  const count = (outcome: PeopleFileRow['outcome']) => rows.filter((row) => row.outcome === outcome).length;
  return {
    format: file.format,
    columns: [...file.columns],
    mapping: file.mapping,
    counts: {
      created: count('created'),
      invited: count('invited'),
      unchanged: count('unchanged'),
      rejected: count('rejected'),
    },
    rows: [...rows],
  };
}
