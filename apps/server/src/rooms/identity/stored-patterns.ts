import { type RefusedPattern, type ShopSettings, scanRule } from '@mosaajii/contract/settings';
import { DEFAULT_SCAN_RULES, type ScanRule } from '@mosaajii/domain/barcode';
import { isUsablePattern, USUAL_TENDERS } from '@mosaajii/domain/sale';
import type { Tx } from '../../platform/database/index.ts';

type Tenders = NonNullable<ShopSettings['store']['tenders']>;
/** What a store has kept; it may be of a time that judged patterns less. */
export interface StoredPatterns {
  readonly tenders: Partial<Tenders>;
  readonly scan_rules: readonly unknown[] | null;
}

/** Where a store has set nothing. */
const USUAL = { ...USUAL_TENDERS, kinds: [...USUAL_TENDERS.kinds] };
const REFERENCES = ['mobileMoneyPattern', 'bankPattern'] as const;

/**
 * What of it tills are given: a pattern that could keep one from selling is left out, so that any reference is taken and the
 * code goes to the next row. What was left out is `refused`, as it stands.
 */
export function judgePatterns(stored: StoredPatterns): {
  readonly tenders: Tenders;
  readonly scanRules: ScanRule[];
  readonly refused: RefusedPattern[];
} {
  const tenders = { ...USUAL, ...stored.tenders };
  const refused: RefusedPattern[] = [];
  for (const place of REFERENCES) {
    const pattern = tenders[place];
    if (pattern === null || isUsablePattern(pattern)) continue;
    refused.push({ place, pattern });
    tenders[place] = null;
  }
  const scanRules: ScanRule[] = [];
  for (const rule of stored.scan_rules ?? DEFAULT_SCAN_RULES) {
    const judged = scanRule.safeParse(rule);
    if (judged.success) scanRules.push(judged.data);
    else refused.push({ place: 'scanRules', pattern: textOf(rule) });
  }
  return { tenders, scanRules, refused };
}

function textOf(rule: unknown): string {
  const isRow = typeof rule === 'object' && rule !== null && 'pattern' in rule;
  return isRow && typeof rule.pattern === 'string' ? rule.pattern : JSON.stringify(rule);
}

/** The settings as the office reads them: with the patterns that tills are not given, where there are any. */
export async function withRefusedPatterns(tx: Tx, settings: ShopSettings): Promise<ShopSettings> {
  const { storeId } = settings.store;
  const refused = (await readRefusedPatterns(tx, storeId)).map(({ place, pattern }) => ({ place, pattern }));
  return refused.length === 0 ? settings : { ...settings, store: { ...settings.store, refusedPatterns: refused } };
}

/** The patterns that tills are not given, of one store or of all, with the code of each store. */
export async function readRefusedPatterns(
  tx: Tx,
  storeId: string | null = null,
): Promise<readonly (RefusedPattern & { readonly storeCode: string })[]> {
  const rows = await tx.query<StoredPatterns & { code: string }>(
    'select code, tenders, scan_rules from store where organization_id = $1 and ($2::uuid is null or store_id = $2) order by code',
    [tx.organizationId, storeId],
  );
  return rows.flatMap((row) => judgePatterns(row).refused.map((one) => ({ ...one, storeCode: row.code })));
}
