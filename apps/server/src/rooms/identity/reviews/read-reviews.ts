import type { Review, ReviewDecision, ReviewSummary } from '@mosaajii/contract/reviews';
import type { Tx } from '../../../platform/database/index.ts';

interface ReviewRow {
  readonly review_id: string;
  readonly started_at: Date;
  readonly started_by: string;
  readonly signed_off_at: Date | null;
  readonly signed_off_by: string | null;
  readonly note: string;
  readonly people: number;
  readonly decided: number;
}

/** What somebody had when a review began. */
export interface Snapshot {
  readonly state: string;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
}

interface ItemRow {
  readonly user_id: string;
  readonly display_name: string;
  readonly snapshot: Snapshot;
  readonly decision: ReviewDecision | null;
  readonly note: string;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
}

const READ =
  'select r.review_id, r.started_at, r.started_by, r.signed_off_at, r.signed_off_by, r.note,' +
  ' (select count(*) from access_review_item i where i.organization_id = r.organization_id and i.review_id = r.review_id) as people,' +
  ' (select count(i.decision) from access_review_item i where i.organization_id = r.organization_id and i.review_id = r.review_id)' +
  ' as decided from access_review r where r.organization_id = $1';

/** The last hundred reviews, the latest first. */
export async function listReviews(tx: Tx): Promise<ReviewSummary[]> {
  const rows = await tx.query<ReviewRow>(`${READ} order by r.started_at desc, r.review_id limit 100`, [
    tx.organizationId,
  ]);
  return rows.map(summaryOf);
}

/** A review with everybody in it; nothing when there is none with this id here. */
export async function readReview(tx: Tx, reviewId: string): Promise<Review | undefined> {
  const [row] = await tx.query<ReviewRow>(`${READ} and r.review_id = $2`, [tx.organizationId, reviewId]);
  if (row === undefined) return undefined;
  const items = await tx.query<ItemRow>(
    'select i.user_id, u.display_name, i.snapshot, i.decision, i.note, i.decided_by, i.decided_at' +
      ' from access_review_item i join organization_user u on u.organization_id = i.organization_id and u.user_id = i.user_id' +
      ' where i.organization_id = $1 and i.review_id = $2 order by u.display_name, i.user_id',
    [tx.organizationId, reviewId],
  );
  return {
    ...summaryOf(row),
    items: items.map((item) => ({
      userId: item.user_id,
      displayName: item.display_name,
      state: item.snapshot.state,
      roles: [...item.snapshot.roles],
      permissions: [...item.snapshot.permissions],
      decision: item.decision,
      note: item.note,
      decidedBy: item.decided_by,
      decidedAt: item.decided_at?.toISOString() ?? null,
    })),
  };
}

function summaryOf(row: ReviewRow): ReviewSummary {
  return {
    reviewId: row.review_id,
    startedAt: row.started_at.toISOString(),
    startedBy: row.started_by,
    signedOffAt: row.signed_off_at?.toISOString() ?? null,
    signedOffBy: row.signed_off_by,
    note: row.note,
    people: row.people,
    decided: row.decided,
  };
}
