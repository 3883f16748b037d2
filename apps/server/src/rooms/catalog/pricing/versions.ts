import { randomInt } from 'node:crypto';
import type { PricingState } from '@mosaajii/contract/pricing';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import type { Author } from '../model.ts';

/** Why a change of prices was not made. */
export type PricingRefusal =
  | { readonly code: 'not-found' | 'stale-version' | 'name-taken' | 'too-many' | 'promotion-unknown' | 'code-taken' }
  | { readonly code: 'unknown-goods'; readonly names: readonly string[] };

/** A price list or a promotion: something with a name, versions and a definition. */
export interface Versioned {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly isActive: boolean;
  readonly definition: object;
}

type Kind = 'price_list' | 'promotion';
const SUBJECT_OF = { price_list: 'price-list', promotion: 'promotion' } as const;

/** Writes a version and makes it the present one, with its change and its audit entry. Version 1 makes the thing. */
export async function writeVersion(
  tx: Tx,
  deps: Deps,
  author: Author,
  kind: Kind,
  next: Versioned,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  const now = deps.clock.now().toISOString();
  const { id, version, name, isActive, definition } = next;
  const values = [tx.organizationId, id, version, name, isActive, JSON.stringify(definition), now];
  await tx.query(
    version === 1
      ? `insert into ${kind} (organization_id, ${kind}_id, version, name, is_active, definition, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7)`
      : `update ${kind} set version = $3, name = $4, is_active = $5, definition = $6, updated_at = $7
          where organization_id = $1 and ${kind}_id = $2`,
    values,
  );
  await tx.query(
    `insert into ${kind}_version
       (organization_id, ${kind}_id, version, name, is_active, definition, valid_since, changed_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [...values, author.userId],
  );
  const subjectKind = SUBJECT_OF[kind];
  const action = `${subjectKind}.${version === 1 ? 'created' : 'updated'}` as const;
  await recordChange(tx, {
    kind: 'catalog.pricing',
    ids: [id],
    audit: [{ ...author, action, subjectKind, subjectId: id, detail }],
  });
}

/** The present version of a thing, locked until the transaction ends. */
export async function lockVersioned(tx: Tx, kind: Kind, id: string): Promise<Versioned | undefined> {
  const [row] = await tx.query<{ version: number; name: string; is_active: boolean; definition: object }>(
    `select version, name, is_active, definition from ${kind} where organization_id = $1 and ${kind}_id = $2 for update`,
    [tx.organizationId, id],
  );
  if (row === undefined) return undefined;
  return { id, version: row.version, name: row.name, isActive: row.is_active, definition: row.definition };
}

/** Whether something is in force, by its dates and its switch. */
export function stateOf(
  { isActive, validFrom, validTo }: { isActive: boolean; validFrom?: string | undefined; validTo?: string | undefined },
  now: Date,
): PricingState {
  const instant = now.toISOString();
  if (!isActive) return 'off';
  if (validTo !== undefined && validTo <= instant) return 'ended';
  return validFrom !== undefined && validFrom > instant ? 'scheduled' : 'active';
}

/** Letters and digits that nobody takes for one another. */
const CODE_LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** A made-up coupon code: ten characters, 49 random bits. */
export function randomCode(): string {
  return Array.from({ length: 10 }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)] ?? 'A').join('');
}
