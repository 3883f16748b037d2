import type { SettingsPatch, ShopSettings } from '@mosaajii/contract/settings';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { type Minor, minor, type RoundingMode } from '@mosaajii/domain/money';
import { canonicalJson } from '@mosaajii/domain/operation';
import { type SalespersonSettings, USUAL_SALESPERSON } from '@mosaajii/domain/sale';
import type { Stores, UserActor } from '../../platform/access/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { differing, recordChange } from '../../platform/feed/index.ts';
import { storeToUse } from './store-places.ts';
import { judgePatterns, type StoredPatterns, withRefusedPatterns } from './stored-patterns.ts';

interface SettingsRow extends StoredPatterns {
  organization_name: string;
  legal_name: string;
  tax_number: string;
  country_code: string;
  currency_code: string;
  currency_exponent: 0 | 2 | 3;
  locale: string;
  is_demo: boolean;
  store_id: string;
  code: string;
  name: string;
  address_lines: string[];
  time_zone: string;
  day_ends_at: string;
  tax_rounding: 'per-line' | 'per-document';
  rounding_mode: RoundingMode;
  cash_rounding_unit_minor: number | null;
  cash_rounding_mode: RoundingMode | null;
  prices_include_tax: boolean;
  notes_minor: number[];
  coins_minor: number[];
  paper_width_mm: 58 | 80;
  receipt_header: string;
  receipt_footer: string;
  return_days: number | null;
  over_short_tolerance_minor: number;
  default_float_minor: number | null;
  is_count_blind: boolean;
  over_short_reasons: string[];
  loyalty: ShopSettings['store']['loyalty'];
  salesperson: SalespersonSettings | null;
  version: number;
  receipt: ShopSettings['store']['receipt'] | null;
}

const READ = `
  select o.name as organization_name, o.legal_name, o.tax_number, o.country_code, o.currency_code, o.currency_exponent,
         o.locale, o.is_demo, s.store_id, s.code, s.name, s.address_lines, s.time_zone, s.day_ends_at, s.tax_rounding, s.rounding_mode,
         s.cash_rounding_unit_minor, s.cash_rounding_mode, s.prices_include_tax, s.notes_minor, s.coins_minor,
         s.paper_width_mm, s.receipt_header, s.receipt_footer, s.return_days, s.tenders, s.loyalty, s.salesperson, s.scan_rules, s.version,
         s.over_short_tolerance_minor, s.default_float_minor, s.is_count_blind, s.over_short_reasons,
         case when r.store_id is null then null else
           jsonb_build_object('template', r.template, 'linkKey', r.link_key, 'linkDays', r.link_days) end as receipt
  from organization o join store s on s.organization_id = o.organization_id
  left join receipt_setting r on r.organization_id = s.organization_id and r.store_id = s.store_id
  where o.organization_id = $1 and ($2::uuid is null or s.store_id = $2)
  order by s.created_at, s.code limit 1`;

/** The settings of the organization and of one of its stores; of its first one when none is named. */
export async function readShopSettings(tx: Tx, storeId?: string): Promise<ShopSettings> {
  const [row] = await tx.query<SettingsRow>(READ, [tx.organizationId, storeId ?? null]);
  if (row === undefined) throw new Error(`organization ${tx.organizationId} has no such store`);
  return settingsOf(tx.organizationId, row);
}

function settingsOf(organizationId: string, row: SettingsRow): ShopSettings {
  const currency = { code: row.currency_code, exponent: row.currency_exponent };
  const { cash_rounding_unit_minor: unit, cash_rounding_mode: mode } = row;
  const { tenders, scanRules } = judgePatterns(row);
  return {
    organization: {
      organizationId,
      name: row.organization_name,
      legalName: row.legal_name,
      taxNumber: row.tax_number,
      countryCode: row.country_code,
      currency,
      locale: row.locale,
      isDemo: row.is_demo,
    },
    store: {
      storeId: row.store_id,
      code: row.code,
      name: row.name,
      addressLines: row.address_lines,
      timeZone: row.time_zone,
      dayEndsAt: row.day_ends_at,
      rules: {
        currency,
        taxRounding: row.tax_rounding,
        roundingMode: row.rounding_mode,
        cashRounding: unit === null || mode === null ? null : { unitMinor: minor(unit), mode },
      },
      pricesIncludeTax: row.prices_include_tax,
      notesMinor: row.notes_minor.map(minor),
      coinsMinor: row.coins_minor.map(minor),
      paperWidthMm: row.paper_width_mm,
      receiptHeader: row.receipt_header,
      receiptFooter: row.receipt_footer,
      returnDays: row.return_days,
      overShortToleranceMinor: minor(row.over_short_tolerance_minor),
      defaultFloatMinor: row.default_float_minor === null ? null : minor(row.default_float_minor),
      isCountBlind: row.is_count_blind,
      overShortReasons: row.over_short_reasons,
      ...(row.receipt === null ? {} : { receipt: row.receipt }),
      tenders,
      loyalty: row.loyalty ?? null,
      salesperson: row.salesperson ?? USUAL_SALESPERSON,
      scanRules,
      version: row.version,
    },
  };
}

export type SettingsRefusal =
  | (Refusal<'stale-version'> & { readonly current: ShopSettings })
  | Refusal<'unknown-store'>;

/** What is said about a store that is not there. */
export const NO_STORE = 'There is no store with this id.';

/**
 * Changes settings of the shop and one of its stores together: of the named one, else of the first of `stores`. Made from an older version, it is refused with
 * the present one.
 */
export function changeSettings(
  deps: Deps,
  actor: UserActor,
  patch: SettingsPatch & { readonly stores: Stores },
  requestId: string,
): Promise<Result<ShopSettings, SettingsRefusal>> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    const storeId = await storeToUse(tx, patch.stores, patch.storeId);
    if (storeId === undefined) return refuse({ code: 'unknown-store', detail: NO_STORE });
    const read = async () => withRefusedPatterns(tx, await readShopSettings(tx, storeId));
    const before = await read();
    const isTaken = await updateStore(tx, before.store.storeId, patch);
    if (!isTaken) {
      const current = await read();
      return refuse({ code: 'stale-version', detail: 'Somebody else changed the settings meanwhile.', current });
    }
    await updateOrganization(tx, patch);
    const after = await read();
    await keepPastRules(tx, before, after);
    await recordChange(tx, {
      kind: 'settings',
      ids: [before.store.storeId],
      audit: [
        {
          action: 'settings.changed',
          subjectKind: 'store',
          subjectId: before.store.storeId,
          userId: actor.userId,
          detail: changesBetween(before, after),
          requestId,
        },
      ],
    });
    return ok(after);
  });
}

/** What tills did before a rule changed is judged by the rule of then, whenever the server hears of it. */
async function keepPastRules(tx: Tx, { store: before }: ShopSettings, { store: after }: ShopSettings): Promise<void> {
  const changes = [
    { name: 'salesperson', was: before.salesperson, is: after.salesperson },
    { name: 'layaway', was: before.tenders?.layaway, is: after.tenders?.layaway },
    { name: 'day-end', was: before.dayEndsAt, is: after.dayEndsAt },
  ];
  for (const { name, was, is } of changes) {
    if (canonicalJson(was ?? null) === canonicalJson(is ?? null)) continue;
    await tx.query(
      'insert into store_rule_past (organization_id, store_id, name, until, rule) values ($1, $2, $3, now(), $4)',
      [tx.organizationId, before.storeId, name, was === undefined ? null : JSON.stringify(was)],
    );
  }
}

/** One flat list of fields for the audit trail; the version says nothing to a reader. */
function changesBetween(before: ShopSettings, after: ShopSettings) {
  const flat = ({ organization, store }: ShopSettings) => {
    const { name: shopName, ...shop } = organization;
    const { name: storeName, rules, version: _version, receipt: _receipt, ...rest } = store;
    return { ...shop, refusedPatterns: [], ...rest, ...rules, shopName, storeName };
  };
  const [was, is] = [flat(before), flat(after)];
  return differing(was, is, Object.keys(is) as (keyof typeof is)[]);
}

async function updateStore(tx: Tx, storeId: string, patch: SettingsPatch): Promise<boolean> {
  const rounding = patch.cashRounding;
  const values = {
    ...given('name', patch.storeName),
    ...given('address_lines', patch.addressLines),
    ...given('time_zone', patch.timeZone),
    ...given('day_ends_at', patch.dayEndsAt),
    ...given('tax_rounding', patch.taxRounding),
    ...given('rounding_mode', patch.roundingMode),
    ...given('cash_rounding_unit_minor', rounding === undefined ? undefined : (rounding?.unitMinor ?? null)),
    ...given('cash_rounding_mode', rounding === undefined ? undefined : (rounding?.mode ?? null)),
    ...given('prices_include_tax', patch.pricesIncludeTax),
    ...given('notes_minor', ascending(patch.notesMinor)),
    ...given('coins_minor', ascending(patch.coinsMinor)),
    ...given('paper_width_mm', patch.paperWidthMm),
    ...given('receipt_header', patch.receiptHeader),
    ...given('receipt_footer', patch.receiptFooter),
    ...given('return_days', patch.returnDays),
    ...given('over_short_tolerance_minor', patch.overShortToleranceMinor),
    ...given('default_float_minor', patch.defaultFloatMinor),
    ...given('is_count_blind', patch.isCountBlind),
    ...given('over_short_reasons', patch.overShortReasons),
    ...given('tenders', patch.tenders === undefined ? undefined : JSON.stringify(patch.tenders)),
    ...given('loyalty', patch.loyalty == null ? patch.loyalty : JSON.stringify(patch.loyalty)),
    ...given('salesperson', patch.salesperson === undefined ? undefined : JSON.stringify(patch.salesperson)),
    ...given('scan_rules', patch.scanRules === undefined ? undefined : JSON.stringify(patch.scanRules)),
  };
  const result = await tx.db
    .updateTable('store')
    .set({ ...values, version: patch.version + 1 })
    .where('organization_id', '=', tx.organizationId)
    .where('store_id', '=', storeId)
    .where('version', '=', patch.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

async function updateOrganization(tx: Tx, patch: SettingsPatch): Promise<void> {
  const values = {
    ...given('name', patch.shopName),
    ...given('legal_name', patch.legalName),
    ...given('tax_number', patch.taxNumber),
  };
  if (Object.keys(values).length === 0) return;
  await tx.db.updateTable('organization').set(values).where('organization_id', '=', tx.organizationId).execute();
}

function given<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}

function ascending(values: readonly Minor[] | undefined): number[] | undefined {
  return values === undefined ? undefined : [...new Set(values)].sort((a, b) => a - b);
}
