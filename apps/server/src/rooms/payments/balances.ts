import type { PurseEntries } from '@mosaajii/contract/customers';
import { type Minor, minor } from '@mosaajii/domain/money';
import type { PurseKind } from '@mosaajii/domain/purse';
import type { Tx } from '../../platform/database/index.ts';
import { CURSOR_PARTS, decodeCursor, momentText, pageOf } from '../../platform/paging/index.ts';

/** The balances of some customers, by `kind|customer`. */
export async function readBalances(tx: Tx, customerIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (customerIds.length === 0) return new Map();
  const rows = await tx.query<{ kind: string; purse_id: string; balance_minor: number }>(
    "select kind, purse_id, balance_minor from purse where organization_id = $1 and kind <> 'gift-card'" +
      ' and purse_id = any($2::uuid[])',
    [tx.organizationId, customerIds],
  );
  return new Map(rows.map((row) => [`${row.kind}|${row.purse_id}`, row.balance_minor]));
}

/** Everybody who owes something. */
export async function customersWhoOwe(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ purse_id: string }>(
    "select purse_id from purse where organization_id = $1 and kind = 'account' and balance_minor > 0",
    [tx.organizationId],
  );
  return rows.map((row) => row.purse_id);
}

/** What was left on each gift card that a sale loaded or drew from, right after it. */
export async function readCardsOf(
  tx: Tx,
  saleId: string,
): Promise<readonly { readonly hint: string; readonly balanceMinor: number }[]> {
  const rows = await tx.query<{ hint: string; balance_minor: number }>(
    `select p.hint, sum(before.amount_minor)::bigint as balance_minor
       from (select distinct organization_id, kind, purse_id, recorded_at from purse_entry
              where organization_id = $1 and document_id = $2 and kind = 'gift-card') at
       join purse p on p.organization_id = at.organization_id and p.kind = at.kind and p.purse_id = at.purse_id
       join purse_entry before on before.organization_id = at.organization_id and before.kind = at.kind
        and before.purse_id = at.purse_id and before.recorded_at <= at.recorded_at
      group by p.purse_id, p.hint order by p.hint, p.purse_id`,
    [tx.organizationId, saleId],
  );
  return rows.map((row) => ({ hint: row.hint, balanceMinor: row.balance_minor }));
}

/** What changed the account of a customer. */
export interface AccountEntry {
  readonly documentId: string;
  readonly entryNumber: number;
  readonly reason: string;
  readonly businessDate: string;
  readonly amountMinor: Minor;
}

/** Everything that changed the account of a customer up to a day, the oldest first. */
export async function readAccount(tx: Tx, customerId: string, to: string): Promise<AccountEntry[]> {
  const rows = await tx.query<
    Pick<EntryRow, 'document_id' | 'entry_number' | 'reason' | 'amount_minor' | 'business_date'>
  >(
    `select document_id, entry_number, reason, amount_minor, business_date from purse_entry
      where organization_id = $1 and kind = 'account' and purse_id = $2 and business_date <= $3::date
      order by business_date, recorded_at, document_id, entry_number`,
    [tx.organizationId, customerId, to],
  );
  return rows.map((row) => ({
    documentId: row.document_id,
    entryNumber: row.entry_number,
    reason: row.reason,
    businessDate: row.business_date,
    amountMinor: minor(row.amount_minor),
  }));
}

interface EntryRow {
  readonly document_id: string;
  readonly entry_number: number;
  readonly kind: PurseKind;
  readonly reason: string;
  readonly amount_minor: number;
  readonly overspent_minor: number;
  readonly store_id: string;
  readonly register_id: string | null;
  readonly user_id: string;
  readonly business_date: string;
  readonly recorded_at: Date;
  readonly recorded_key: string;
}

/** A page of what changed some purses, the latest first. Null: a foreign cursor. */
export async function readEntries(
  tx: Tx,
  of: { readonly kinds: readonly PurseKind[]; readonly purseId: string },
  page: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<PurseEntries | null> {
  const parts = [CURSOR_PARTS.moment, CURSOR_PARTS.uuid];
  const after = page.cursor === undefined ? null : decodeCursor(page.cursor, parts);
  if (page.cursor !== undefined && after === null) return null;
  const rows = await tx.query<EntryRow>(
    `select document_id, entry_number, kind, reason, amount_minor, overspent_minor, store_id, register_id, user_id,
            business_date, recorded_at, ${momentText('recorded_at')} as recorded_key
       from purse_entry
      where organization_id = $1 and kind = any($2) and purse_id = $3
        and ($4::timestamptz is null or (recorded_at, document_id) < ($4, $5::uuid))
      order by recorded_at desc, document_id desc, entry_number limit $6`,
    [tx.organizationId, of.kinds, of.purseId, after?.[0] ?? null, after?.[1] ?? null, page.limit + 1],
  );
  const { page: shown, nextCursor } = pageOf(rows, page.limit, (row) => [row.recorded_key, row.document_id]);
  return {
    items: shown.map((row) => ({
      documentId: row.document_id,
      entryNumber: row.entry_number,
      kind: row.kind,
      reason: row.reason,
      amountMinor: row.amount_minor as PurseEntries['items'][number]['amountMinor'],
      overspentMinor: row.overspent_minor,
      storeId: row.store_id,
      registerId: row.register_id,
      userId: row.user_id,
      businessDate: row.business_date,
      recordedAt: row.recorded_at.toISOString(),
    })),
    nextCursor,
  };
}

/** What of a customer's points a document moved: taken of them, and given to them. Whole points, zero or positive. */
export async function readPointsMoved(
  tx: Tx,
  documentId: string,
): Promise<{ readonly taken: number; readonly given: number }> {
  const [row] = await tx.query<{ taken: number; given: number }>(
    `select coalesce(-sum(amount_minor) filter (where amount_minor < 0), 0)::bigint as taken,
            coalesce(sum(amount_minor) filter (where amount_minor > 0), 0)::bigint as given
       from purse_entry where organization_id = $1 and document_id = $2 and kind = 'points'`,
    [tx.organizationId, documentId],
  );
  return { taken: row?.taken ?? 0, given: row?.given ?? 0 };
}
