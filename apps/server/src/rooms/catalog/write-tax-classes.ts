import type { NewTaxClass, TaxClass, TaxClassPatch } from '@mosaajii/contract';
import { TAX_LIMITS } from '@mosaajii/contract';
import { ok, type Result, refuse } from '@mosaajii/domain';
import { type Tx, uniqueViolation } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { differing, recordChange } from '../../platform/feed/index.ts';
import type { Author } from './model.ts';
import { listTaxClasses, lockTaxes } from './queries.ts';
import { keepPastOf } from './taxation.ts';

export type TaxClassRefusal = {
  readonly code: 'not-found' | 'stale-version' | 'name-taken' | 'tax-unknown' | 'too-many';
};

/** Makes a class of taxes, once for its id. */
export function createTaxClass(
  deps: Deps,
  organizationId: string,
  author: Author,
  input: NewTaxClass,
): Promise<Result<TaxClass, TaxClassRefusal>> {
  return refuseTaken(() =>
    deps.db.tx(organizationId, async (tx) => {
      const taxes = await lockTaxes(tx);
      const all = await listTaxClasses(tx);
      const same = all.find(({ taxClassId }) => taxClassId === input.taxClassId);
      if (same !== undefined) return ok(same);
      if (all.length >= TAX_LIMITS.classes) return refuse({ code: 'too-many' });
      if (!input.taxIds.every((id) => taxes.some(({ taxId }) => taxId === id))) return refuse({ code: 'tax-unknown' });
      const made: TaxClass = { ...input, isDefault: all.length === 0, version: 1 };
      await tx.query(
        `insert into tax_class (organization_id, tax_class_id, name, tax_ids, is_default) values ($1, $2, $3, $4, $5)`,
        [organizationId, made.taxClassId, made.name, made.taxIds, made.isDefault],
      );
      const detail = { name: made.name, taxIds: made.taxIds };
      await recordChange(tx, {
        kind: 'catalog.taxes',
        ids: [made.taxClassId],
        audit: [
          { ...author, action: 'tax-class.created', subjectKind: 'tax-class', subjectId: made.taxClassId, detail },
        ],
      });
      return ok(made);
    }),
  );
}

/** Changes a class from now on, or makes it the usual one in the place of another. */
export function updateTaxClass(
  deps: Deps,
  organizationId: string,
  author: Author,
  taxClassId: string,
  patch: TaxClassPatch,
): Promise<Result<TaxClass, TaxClassRefusal>> {
  return refuseTaken(() =>
    deps.db.tx(organizationId, async (tx) => {
      const taxes = await lockTaxes(tx);
      const all = await listTaxClasses(tx);
      const before = all.find((one) => one.taxClassId === taxClassId);
      if (before === undefined) return refuse({ code: 'not-found' });
      if (before.version !== patch.version) return refuse({ code: 'stale-version' });
      const after: TaxClass = {
        ...before,
        name: patch.name ?? before.name,
        taxIds: patch.taxIds ?? before.taxIds,
        isDefault: before.isDefault || patch.isDefault === true,
        version: before.version + 1,
      };
      if (!after.taxIds.every((id) => taxes.some(({ taxId }) => taxId === id))) return refuse({ code: 'tax-unknown' });
      // The usual one of before steps back first: there is never more than one.
      const usual = all.find((one) => one.isDefault && one.taxClassId !== taxClassId);
      if (after.isDefault && usual !== undefined) {
        await writeClass(tx, author, usual, { ...usual, isDefault: false, version: usual.version + 1 });
      }
      await writeClass(tx, author, before, after);
      return ok(after);
    }),
  );
}

/** Writes a class as it shall be, with what became other. */
export async function writeClass(tx: Tx, author: Author, before: TaxClass, after: TaxClass): Promise<void> {
  await tx.query(
    `update tax_class set name = $3, tax_ids = $4, is_default = $5, version = $6
      where organization_id = $1 and tax_class_id = $2`,
    [tx.organizationId, after.taxClassId, after.name, after.taxIds, after.isDefault, after.version],
  );
  if (before.taxIds.join() !== after.taxIds.join()) {
    const { taxClassId: id, version, taxIds } = before;
    await keepPastOf(tx, { subject: 'tax-class', id, version, was: { taxIds } });
  }
  await recordChange(tx, {
    kind: 'catalog.taxes',
    ids: [after.taxClassId],
    audit: [
      {
        ...author,
        action: 'tax-class.updated',
        subjectKind: 'tax-class',
        subjectId: after.taxClassId,
        detail: differing(before, after, ['name', 'taxIds', 'isDefault']),
      },
    ],
  });
}

async function refuseTaken<T>(work: () => Promise<Result<T, TaxClassRefusal>>): Promise<Result<T, TaxClassRefusal>> {
  try {
    return await work();
  } catch (error) {
    if (uniqueViolation(error) === 'tax_class_organization_id_name_key') return refuse({ code: 'name-taken' });
    throw error;
  }
}
