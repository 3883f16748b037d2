import type { GlobalTx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';

/** How a person is written to. */
export interface Contact {
  readonly email: string;
  readonly displayName: string;
  /** Null: as the shop. */
  readonly locale: string | null;
}

interface ContactRow {
  readonly email: string | null;
  /** Absent in the schema of before addresses were sealed. */
  readonly email_sealed: string | null;
  readonly display_name: string;
  readonly locale: string | null;
}

/** The person of an account; throws when there is none. */
export async function readContact(
  { personal }: Pick<Deps, 'personal'>,
  tx: GlobalTx,
  accountId: string,
): Promise<Contact> {
  const [row] = await tx.query<ContactRow>(
    "select email, to_jsonb(a) ->> 'email_sealed' as email_sealed, display_name, locale from account a where account_id = $1",
    [accountId],
  );
  if (row === undefined) throw new Error(`there is no account ${accountId}`);
  const { email_sealed: sealed, display_name: displayName, locale } = row;
  const email =
    sealed === null
      ? (row.email ?? '')
      : await personal.open(tx, { table: 'account', column: 'email', rowId: accountId }, sealed);
  return { email, displayName, locale };
}
