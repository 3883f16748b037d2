import type { NewTax, ShopTax, TaxPatch } from '@mosaajii/contract';
import { TAX_LIMITS } from '@mosaajii/contract';
import { ok, type Result, refuse } from '@mosaajii/domain';
import type { Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { differing, recordChange } from '../../platform/feed/index.ts';
import type { Author } from './model.ts';
import { listTaxClasses, lockTaxes } from './queries.ts';
import { keepPastOf } from './taxation.ts';
import { writeClass } from './write-tax-classes.ts';

export type TaxRefusal =
  | { readonly code: 'not-found' | 'stale-version' | 'too-many' }
  | { readonly code: 'unusable'; readonly path: string; readonly message: string };

/** What the audit trail says of a tax: its rate as people write it. */
function saidOf({ ratePpm, taxId: _taxId, version: _version, kind: _kind, ...tax }: ShopTax) {
  return { ...tax, rate: `${ratePpm / 10_000} %` };
}

/**
 * Makes a tax, once for its id. One that replaces another ends it on the day before, and stands beside it in every class:
 * each till changes over on its own day, also without a connection, and what was sold before keeps its rate.
 */
export function createTax(
  deps: Deps,
  organizationId: string,
  author: Author,
  { replaces, ...input }: NewTax,
): Promise<Result<ShopTax, TaxRefusal>> {
  return deps.db.tx(organizationId, async (tx) => {
    const all = await lockTaxes(tx);
    const same = all.find(({ taxId }) => taxId === input.taxId);
    if (same !== undefined) return ok(same);
    if (all.length >= TAX_LIMITS.taxes) return refuse({ code: 'too-many' });
    const made: ShopTax = { ...input, version: 1 };
    const wrong = problemOf(made);
    if (wrong !== null) return refuse(wrong);
    const before = replaces === null ? undefined : all.find(({ taxId }) => taxId === replaces);
    if (replaces !== null && before === undefined) return refuse(unusable('replaces', 'This tax does not exist.'));
    const ended = before === undefined || made.validFrom === null ? null : endedBefore(before, made.validFrom);
    if (ended === 'impossible')
      return refuse(unusable('validFrom', 'The other tax begins later, or ends before this day already.'));
    await insertTax(tx, made);
    await recordChange(tx, {
      kind: 'catalog.taxes',
      ids: [made.taxId],
      audit: [
        {
          ...author,
          action: 'tax.created',
          subjectKind: 'tax',
          subjectId: made.taxId,
          detail: saidOf(made),
        },
      ],
    });
    if (before !== undefined && ended !== null) {
      await writeTax(tx, author, before, ended);
      await standBeside(tx, author, before.taxId, made.taxId);
    }
    return ok(made);
  });
}

/** Changes a tax from now on. What was sold carries the tax as it was charged. */
export function updateTax(
  deps: Deps,
  organizationId: string,
  author: Author,
  taxId: string,
  { version, ...patch }: TaxPatch,
): Promise<Result<ShopTax, TaxRefusal>> {
  return deps.db.tx(organizationId, async (tx) => {
    const before = (await lockTaxes(tx)).find((one) => one.taxId === taxId);
    if (before === undefined) return refuse({ code: 'not-found' });
    if (before.version !== version) return refuse({ code: 'stale-version' });
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    const after: ShopTax = { ...before, ...given, version: version + 1 };
    const wrong = problemOf(after);
    if (wrong !== null) return refuse(wrong);
    await writeTax(tx, author, before, after);
    return ok(after);
  });
}

function unusable(path: string, message: string): TaxRefusal {
  return { code: 'unusable', path, message };
}

/** What no till could compute with. */
function problemOf(tax: ShopTax): TaxRefusal | null {
  const isFixed = tax.kind === 'fixed-per-unit';
  if (isFixed && tax.ratePpm !== 0) return unusable('ratePpm', 'A fixed amount has no rate.');
  if (!isFixed && tax.amountE4 !== 0) return unusable('amountE4', 'A rate has no fixed amount.');
  if (tax.kind === 'division' && tax.ratePpm >= 1_000_000) return unusable('ratePpm', 'It must be below 100 %.');
  const { validFrom, validUntil } = tax;
  if (validFrom !== null && validUntil !== null && validFrom > validUntil) {
    return unusable('validUntil', 'It ends before it begins.');
  }
  return null;
}

/** The tax as it is when another follows it on a day; `impossible` when it begins later, or ends by then as it is. */
function endedBefore(tax: ShopTax, day: string): ShopTax | 'impossible' {
  const last = new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  const goesOn =
    (tax.validFrom === null || tax.validFrom <= last) && (tax.validUntil === null || tax.validUntil > last);
  return goesOn ? { ...tax, validUntil: last, version: tax.version + 1 } : 'impossible';
}

async function standBeside(tx: Tx, author: Author, beforeId: string, taxId: string): Promise<void> {
  for (const one of await listTaxClasses(tx)) {
    if (!one.taxIds.includes(beforeId)) continue;
    const taxIds = one.taxIds.flatMap((id) => (id === beforeId ? [id, taxId] : [id]));
    await writeClass(tx, author, one, { ...one, taxIds, version: one.version + 1 });
  }
}

function insertTax(tx: Tx, tax: ShopTax): Promise<unknown> {
  return tx.query(
    `insert into tax (organization_id, tax_id, name, kind, rate_ppm, amount_e4, is_included, affects_next_base,
                      is_base_affected_by_previous, valid_from, valid_until)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [tx.organizationId, tax.taxId, tax.name, tax.kind, ...valuesOf(tax)],
  );
}

function valuesOf(tax: ShopTax): readonly unknown[] {
  const { ratePpm, amountE4, isIncluded, affectsNextBase, isBaseAffectedByPrevious, validFrom, validUntil } = tax;
  return [ratePpm, amountE4, isIncluded, affectsNextBase, isBaseAffectedByPrevious, validFrom, validUntil];
}

async function writeTax(tx: Tx, author: Author, before: ShopTax, after: ShopTax): Promise<void> {
  await tx.query(
    `update tax set name = $3, rate_ppm = $4, amount_e4 = $5, is_included = $6, affects_next_base = $7,
                    is_base_affected_by_previous = $8, valid_from = $9, valid_until = $10, version = $11
      where organization_id = $1 and tax_id = $2`,
    [tx.organizationId, after.taxId, after.name, ...valuesOf(after), after.version],
  );
  await keepPastOf(tx, { subject: 'tax', id: before.taxId, version: before.version, was: { ...before } });
  const [was, is] = [saidOf(before), saidOf(after)];
  await recordChange(tx, {
    kind: 'catalog.taxes',
    ids: [after.taxId],
    audit: [
      {
        ...author,
        action: 'tax.updated',
        subjectKind: 'tax',
        subjectId: after.taxId,
        detail: differing(was, is, Object.keys(is) as (keyof typeof is)[]),
      },
    ],
  });
}
