import type { Review, ReviewMark } from '@mosaajii/contract/reviews';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { PERMISSIONS } from '@mosaajii/domain/permission';
import type { UserActor } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { type AuditInput, recordChange } from '../../../platform/feed/index.ts';
import { authorityOfRow, roleNamesOf } from '../roles/authority-row.ts';
import type { Origin } from '../roles/change-role.ts';
import { readPeople } from '../roles/people.ts';
import { readReview, type Snapshot } from './read-reviews.ts';

export type ReviewRefusal = Refusal<'not-found' | 'conflict'>;
export type Reviewed = Result<Review, ReviewRefusal>;

type Needed = Pick<Deps, 'db' | 'clock'>;

/** Begins a review of everybody who can come in now. Begun again with the same id, it is the one that is there. */
export function startReview(deps: Needed, actor: UserActor, reviewId: string, origin: Origin): Promise<Reviewed> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    await lockReviews(tx);
    const known = await readReview(tx, reviewId);
    if (known !== undefined) return ok(known);
    const open = await tx.query('select 1 from access_review where organization_id = $1 and signed_off_at is null', [
      tx.organizationId,
    ]);
    if (open.length > 0) return conflict('Another review is open. Sign it off first.');
    const now = deps.clock.now();
    await tx.query(
      'insert into access_review (organization_id, review_id, started_by, started_at) values ($1, $2, $3, $4)',
      [tx.organizationId, reviewId, actor.userId, now],
    );
    const people = (await readPeople(tx)).filter((row) => row.state !== 'deactivated');
    const snapshots = people.map((row): Snapshot => {
      const { permissions } = authorityOfRow(row, { instant: now.getTime(), storeId: null });
      return {
        state: row.state,
        roles: roleNamesOf(row),
        permissions: PERMISSIONS.filter((permission) => permissions.has(permission)),
      };
    });
    await tx.query(
      'insert into access_review_item (organization_id, review_id, user_id, snapshot)' +
        ' select $1, $2, v.user_id, v.snapshot from unnest($3::uuid[], $4::jsonb[]) as v (user_id, snapshot)',
      [tx.organizationId, reviewId, people.map((row) => row.user_id), snapshots.map((one) => JSON.stringify(one))],
    );
    await record(tx, actor, origin, {
      action: 'access-review.started',
      subjectId: reviewId,
      detail: { people: people.length },
    });
    return ok(await present(tx, reviewId));
  });
}

/** Writes down what was decided about somebody; decided again, the last word counts and the trail has both. */
export function markPerson(
  deps: Needed,
  actor: UserActor,
  { reviewId, userId }: { readonly reviewId: string; readonly userId: string },
  { decision, note = '' }: ReviewMark,
  origin: Origin,
): Promise<Reviewed> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    await lockReviews(tx);
    const before = await readReview(tx, reviewId);
    const item = before?.items.find((one) => one.userId === userId);
    if (before === undefined || item === undefined) return notFound();
    if (before.signedOffAt !== null) return conflict('This review has been signed off.');
    if (item.decision === decision && item.note === note) return ok(before);
    await tx.query(
      'update access_review_item set decision = $4, note = $5, decided_by = $6, decided_at = $7' +
        ' where organization_id = $1 and review_id = $2 and user_id = $3',
      [tx.organizationId, reviewId, userId, decision, note, actor.userId, deps.clock.now()],
    );
    const detail = { userId, before: { decision: item.decision, note: item.note }, after: { decision, note } };
    await record(tx, actor, origin, { action: 'access-review.decided', subjectId: reviewId, detail });
    return ok(await present(tx, reviewId));
  });
}

/** Closes a review in which something was decided about everybody. It cannot be changed afterwards. */
export function signOffReview(
  deps: Needed,
  actor: UserActor,
  reviewId: string,
  note: string,
  origin: Origin,
): Promise<Reviewed> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    await lockReviews(tx);
    const before = await readReview(tx, reviewId);
    if (before === undefined) return notFound();
    if (before.signedOffAt !== null) return ok(before);
    const left = before.people - before.decided;
    if (left > 0) return conflict(`Nothing has been decided about ${left} of ${before.people} people yet.`);
    await tx.query(
      'update access_review set signed_off_by = $3, signed_off_at = $4, note = $5 where organization_id = $1 and review_id = $2',
      [tx.organizationId, reviewId, actor.userId, deps.clock.now(), note],
    );
    const decisions = before.items.map(({ userId, decision }) => ({ userId, decision }));
    await record(tx, actor, origin, { action: 'access-review.signed-off', subjectId: reviewId, detail: { decisions } });
    return ok(await present(tx, reviewId));
  });
}

async function lockReviews(tx: Tx): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('access-review:' || $1, 0))", [tx.organizationId]);
}

async function present(tx: Tx, reviewId: string): Promise<Review> {
  const found = await readReview(tx, reviewId);
  if (found === undefined) throw new Error(`the review ${reviewId} was just written and is not there`);
  return found;
}

function conflict(detail: string): Reviewed {
  return refuse({ code: 'conflict', detail });
}

function notFound(): Reviewed {
  return refuse({ code: 'not-found', detail: 'There is no such review, or nobody with this id in it.' });
}

async function record(
  tx: Tx,
  actor: UserActor,
  origin: Origin,
  entry: Pick<AuditInput, 'action' | 'subjectId'> & { readonly detail: Readonly<Record<string, unknown>> },
): Promise<void> {
  await recordChange(tx, {
    kind: 'identity',
    ids: [],
    audit: [{ ...entry, subjectKind: 'access-review', userId: actor.userId, ...origin }],
  });
}
