import { createHash } from 'node:crypto';
import type { ApprovalAnswer, ApprovalRequest } from '@mosaajii/contract/approvals';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { APPROVAL_LASTS_MS } from '@mosaajii/domain/approval';
import type { RegisterActor } from '../../platform/access/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import { enqueueNotices } from '../../platform/messages/index.ts';
import { usersWhoMay } from '../identity/index.ts';
import { contentOf, readSubject } from './content.ts';
import { answerOf, lockRequest, type RequestRow, readRequest } from './request-rows.ts';

export type AskRefusal = Refusal<'invalid-request' | 'idempotency-key-reused' | 'conflict'>;

/** One till has a cart or two in hand; a register that asks without end is broken, and fills nobody's screen. */
const MOST_OPEN = 10;

/**
 * Asks whoever may, on whatever screen they are. Idempotent by its id. The content comes as the very text that an answer will
 * cover, and the server digests it itself. Refuses a text that is none, and an id that was used for something else.
 */
export function ask(
  deps: Pick<Deps, 'db' | 'clock' | 'ids'>,
  register: RegisterActor,
  asked: ApprovalRequest,
  requestId: string,
): Promise<Result<ApprovalAnswer, AskRefusal>> {
  const digest = createHash('sha256').update(asked.subject).digest('hex');
  return deps.db.tx(register.organizationId, async (tx) => {
    const now = deps.clock.now();
    const known = await readRequest(tx, asked.requestId);
    if (known !== undefined) return repeat(known, register, digest, now);
    const subject = readSubject(asked.subject);
    if (subject === null) {
      return refuse({ code: 'invalid-request', detail: 'What is to be approved cannot be read.' });
    }
    if (!(await isActive(tx, asked.userId))) {
      return refuse({ code: 'invalid-request', detail: 'Nobody who works in this shop has this id.' });
    }
    if ((await countOpen(tx, register.registerId, now)) >= MOST_OPEN) {
      return refuse({ code: 'conflict', detail: 'This register waits for too many answers. Withdraw some of them.' });
    }
    const content = await contentOf(tx, subject, asked.totalMinor);
    const isNew = await insert(tx, { register, asked, digest, content, now });
    if (!isNew) {
      const twin = await readRequest(tx, asked.requestId);
      if (twin === undefined) throw new Error(`the request ${asked.requestId} is there and cannot be read`);
      return repeat(twin, register, digest, now);
    }
    const { actions, userId } = asked;
    await recordChange(tx, {
      kind: 'approval',
      ids: [asked.requestId],
      registerId: register.registerId,
      audit: [
        {
          action: 'approval.asked',
          subjectKind: 'approval-request',
          subjectId: asked.requestId,
          userId,
          detail: { actions, digest, kind: content.kind, totalMinor: content.totalMinor },
          requestId,
        },
      ],
    });
    await tellApprovers(deps, tx, register, asked, now);
    const made = await readRequest(tx, asked.requestId);
    if (made === undefined) throw new Error(`the request ${asked.requestId} was written and is not there`);
    return ok(answerOf(made, now));
  });
}

function repeat(
  known: RequestRow,
  register: RegisterActor,
  digest: string,
  now: Date,
): Result<ApprovalAnswer, AskRefusal> {
  if (known.register_id === register.registerId && known.digest === digest) return ok(answerOf(known, now));
  return refuse({ code: 'idempotency-key-reused', detail: 'Something else was asked under this id.' });
}

async function isActive(tx: Tx, userId: string): Promise<boolean> {
  const rows = await tx.query(
    "select 1 from organization_user where organization_id = $1 and user_id = $2 and state = 'active'",
    [tx.organizationId, userId],
  );
  return rows.length > 0;
}

async function countOpen(tx: Tx, registerId: string, now: Date): Promise<number> {
  const [row] = await tx.query<{ open: number }>(
    'select count(*)::int as open from approval_request' +
      " where organization_id = $1 and register_id = $2 and state = 'open' and expires_at > $3",
    [tx.organizationId, registerId, now],
  );
  return row?.open ?? 0;
}

interface NewRequest {
  readonly register: RegisterActor;
  readonly asked: ApprovalRequest;
  readonly digest: string;
  readonly content: RequestRow['summary'];
  readonly now: Date;
}

async function insert(tx: Tx, { register, asked, digest, content, now }: NewRequest): Promise<boolean> {
  const rows = await tx.query(
    'insert into approval_request (organization_id, request_id, register_id, store_id, requested_by, actions, digest, summary,' +
      ' created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)' +
      ' on conflict (organization_id, request_id) do nothing returning request_id',
    [
      tx.organizationId,
      asked.requestId,
      register.registerId,
      register.storeId,
      asked.userId,
      JSON.stringify(asked.actions),
      digest,
      JSON.stringify(content),
      now,
      new Date(now.getTime() + APPROVAL_LASTS_MS),
    ],
  );
  return rows.length > 0;
}

/** Everybody who may answer hears of it at once, wherever they are signed in. */
async function tellApprovers(
  deps: Pick<Deps, 'clock' | 'ids'>,
  tx: Tx,
  register: RegisterActor,
  { userId: asker }: ApprovalRequest,
  now: Date,
): Promise<void> {
  const people = await usersWhoMay(tx, 'sales.approve', now, register.storeId);
  const [person] = await tx.query<{ display_name: string }>(
    'select display_name from organization_user where organization_id = $1 and user_id = $2',
    [tx.organizationId, asker],
  );
  const params = { name: person?.display_name ?? '', register: register.code };
  const { organizationId } = tx;
  await enqueueNotices(
    deps,
    tx,
    people
      .filter((userId) => userId !== asker)
      .map((userId) => ({ messageId: deps.ids.next(), organizationId, template: 'approvals/asked', userId, params })),
  );
}

/** How a request of this register stands; `null`: there is none. */
export function readAnswer(
  deps: Pick<Deps, 'db' | 'clock'>,
  register: RegisterActor,
  requestId: string,
): Promise<ApprovalAnswer | null> {
  return deps.db.read(register.organizationId, async (tx) => {
    const row = await readRequest(tx, requestId);
    return row?.register_id === register.registerId ? answerOf(row, deps.clock.now()) : null;
  });
}

/** Takes a request back. One that was answered, or whose time is over, stays as it is. `null`: there is none. */
export function withdraw(
  deps: Pick<Deps, 'db' | 'clock'>,
  register: RegisterActor,
  requestId: string,
): Promise<ApprovalAnswer | null> {
  return deps.db.tx(register.organizationId, async (tx) => {
    const now = deps.clock.now();
    const row = await lockRequest(tx, requestId);
    if (row?.register_id !== register.registerId) return null;
    const answer = answerOf(row, now);
    if (answer.state !== 'open') return answer;
    await tx.query(
      "update approval_request set state = 'withdrawn', decided_at = $3 where organization_id = $1 and request_id = $2",
      [tx.organizationId, requestId, now],
    );
    await recordChange(tx, {
      kind: 'approval',
      ids: [requestId],
      registerId: register.registerId,
      audit: [
        {
          action: 'approval.withdrawn',
          subjectKind: 'approval-request',
          subjectId: requestId,
          userId: row.requested_by,
          detail: { actions: row.actions },
        },
      ],
    });
    return { ...answer, state: 'withdrawn' as const };
  });
}
