import type { CountryPreset } from '@mosaajii/contract/settings';
import type { Currency, Minor, RoundingMode } from '@mosaajii/domain/money';
import type { GlobalTx, Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { sealEmail } from './account-emails.ts';

export interface NewOrganization {
  readonly name: string;
  readonly legalName: string;
  readonly taxNumber: string;
  readonly countryCode: string;
  readonly currency: Currency;
  readonly locale: string;
  readonly timeZone: string;
  readonly addressLines: readonly string[];
  readonly pricesIncludeTax: boolean;
  readonly cashRounding: { readonly unitMinor: Minor; readonly mode: RoundingMode } | null;
  readonly denominations: Pick<CountryPreset, 'notesMinor' | 'coinsMinor'>;
  readonly owner: { readonly displayName: string; readonly email: string; readonly passwordHash: string };
}

export interface CreatedOrganization {
  /** Inside the new organization's wall, in the same transaction. */
  readonly tx: Tx;
  readonly organizationId: string;
  readonly storeId: string;
  readonly userId: string;
  readonly accountId: string;
}

/** Founds an organization with its owner and its first store, S1. Throws a unique violation when the e-mail is taken. */
export async function createOrganization(
  deps: Deps,
  tx: GlobalTx,
  input: NewOrganization,
): Promise<CreatedOrganization> {
  const ids = {
    organizationId: deps.ids.next(),
    accountId: deps.ids.next(),
    userId: deps.ids.next(),
    storeId: deps.ids.next(),
  };
  await tx.db.insertInto('tenant').values({ organization_id: ids.organizationId }).execute();
  await tx.db
    .insertInto('account')
    .values({
      account_id: ids.accountId,
      ...(await sealEmail(deps.personal, tx, ids.accountId, input.owner.email)),
      display_name: input.owner.displayName,
      password_hash: input.owner.passwordHash,
    })
    .execute();
  await tx.db
    .insertInto('membership')
    .values({ account_id: ids.accountId, organization_id: ids.organizationId, user_id: ids.userId })
    .execute();
  const [operator] = await tx.query('select 1 from operator limit 1');
  // Whoever founds the first shop runs the installation.
  if (operator === undefined) await tx.db.insertInto('operator').values({ account_id: ids.accountId }).execute();
  const inside = await tx.enter(ids.organizationId);
  await writeOrganization(inside, ids.userId, input);
  await writeOwner(inside, ids, input);
  await writeStore(inside, ids.storeId, input);
  return { tx: inside, ...ids };
}

async function writeOrganization(tx: Tx, ownerUserId: string, input: NewOrganization): Promise<void> {
  await tx.db
    .insertInto('organization')
    .values({
      organization_id: tx.organizationId,
      name: input.name,
      legal_name: input.legalName,
      tax_number: input.taxNumber,
      country_code: input.countryCode,
      currency_code: input.currency.code,
      currency_exponent: input.currency.exponent,
      locale: input.locale,
      owner_user_id: ownerUserId,
    })
    .execute();
}

async function writeOwner(tx: Tx, ids: { userId: string; accountId: string }, input: NewOrganization): Promise<void> {
  await tx.db
    .insertInto('organization_user')
    .values({
      organization_id: tx.organizationId,
      user_id: ids.userId,
      account_id: ids.accountId,
      display_name: input.owner.displayName,
      role: 'administrator',
    })
    .execute();
}

async function writeStore(tx: Tx, storeId: string, input: NewOrganization): Promise<void> {
  await tx.db
    .insertInto('store')
    .values({
      organization_id: tx.organizationId,
      store_id: storeId,
      code: 'S1',
      name: input.name,
      address_lines: [...input.addressLines],
      time_zone: input.timeZone,
      cash_rounding_unit_minor: input.cashRounding?.unitMinor ?? null,
      cash_rounding_mode: input.cashRounding?.mode ?? null,
      prices_include_tax: input.pricesIncludeTax,
      notes_minor: [...input.denominations.notesMinor],
      coins_minor: [...input.denominations.coinsMinor],
    })
    .execute();
}
