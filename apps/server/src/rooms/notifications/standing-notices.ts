import type { Tx } from '../../platform/database/index.ts';
import { recordChange } from '../../platform/feed/index.ts';

/** Notices of a template that stand until what they are about is answered; `param` names it. */
export interface StandingKind {
  readonly template: string;
  readonly param: string;
}

export interface StandingNotice {
  readonly user_id: string;
  readonly subject: string;
  readonly is_read: boolean;
}

/** Who has been told of what, read or not. */
export function readStanding(tx: Tx, { template, param }: StandingKind): Promise<StandingNotice[]> {
  return tx.query<StandingNotice>(
    'select user_id, params ->> $3 as subject, read_at is not null as is_read from notice' +
      ' where organization_id = $1 and template = $2',
    [tx.organizationId, template, param],
  );
}

/**
 * Takes back the notices whose subject is none of `standing` any more, read or not. Open screens hear of it. Returns how many
 * went.
 */
export async function withdrawAnswered(
  tx: Tx,
  { template, param }: StandingKind,
  standing: readonly string[],
): Promise<number> {
  const gone = await tx.query(
    'delete from notice where organization_id = $1 and template = $2 and not (params ->> $3 = any($4::text[]))' +
      ' returning notice_id',
    [tx.organizationId, template, param, standing],
  );
  if (gone.length > 0) await recordChange(tx, { kind: 'notice', ids: [], audit: [] });
  return gone.length;
}
