import type { Database, GlobalTx } from '../database/index.ts';

/** An address that asked too much, and until when it is refused. */
export interface AddressBlock {
  readonly subject: string;
  readonly kind: string;
  readonly strikes: number;
  readonly blockedAt: Date;
  readonly blockedUntil: Date;
}

interface BlockRow {
  subject: string;
  kind: string;
  strikes: number;
  blocked_at: Date;
  blocked_until: Date;
}

/** Minutes of the first, the second and every further block within an hour of the one before. */
export const BLOCK_MINUTES = [1, 5, 30] as const;

const COLUMNS = 'subject, kind, strikes, blocked_at, blocked_until';

/**
 * Blocks an address, for longer each time. A block that runs already is left as it is, so that two servers that notice the
 * same flood block it once.
 */
export function blockAddress(db: Database, subject: string, kind: string, now: Date): Promise<AddressBlock> {
  return db.globalTx(async (tx) => {
    const minutes = `interval '1 minute' * (array[${BLOCK_MINUTES.join(', ')}])`;
    const again = "case when b.blocked_until > $3::timestamptz - interval '1 hour' then b.strikes + 1 else 1 end";
    await tx.query("delete from address_block where blocked_until < $1::timestamptz - interval '1 day'", [now]);
    const [made] = await tx.query<BlockRow>(
      `insert into address_block as b (subject, kind, blocked_at, blocked_until)
       values ($1, $2, $3, $3::timestamptz + ${minutes}[1])
       on conflict (subject) do update set kind = excluded.kind, strikes = ${again}, blocked_at = $3,
         blocked_until = $3::timestamptz + ${minutes}[least(${again}, ${BLOCK_MINUTES.length})]
         where b.blocked_until <= $3
       returning ${COLUMNS}`,
      [subject, kind, now],
    );
    const row =
      made ?? (await tx.query<BlockRow>(`select ${COLUMNS} from address_block where subject = $1`, [subject]))[0];
    if (row === undefined) throw new Error('a block that was just found is gone');
    return blockOf(row);
  });
}

/** The blocks that hold at present, the latest first; at most 500. */
export async function readBlocks(tx: Pick<GlobalTx, 'query'>, now: Date): Promise<readonly AddressBlock[]> {
  const rows = await tx.query<BlockRow>(
    `select ${COLUMNS} from address_block where blocked_until > $1 order by blocked_at desc, subject limit 500`,
    [now],
  );
  return rows.map(blockOf);
}

/** Ends a block and forgets what came before it; false when there is none. */
export async function liftBlock(tx: Pick<GlobalTx, 'query'>, subject: string): Promise<boolean> {
  const rows = await tx.query('delete from address_block where subject = $1 returning subject', [subject]);
  return rows.length > 0;
}

function blockOf(row: BlockRow): AddressBlock {
  const { subject, kind, strikes, blocked_at: blockedAt, blocked_until: blockedUntil } = row;
  return { subject, kind, strikes, blockedAt, blockedUntil };
}
