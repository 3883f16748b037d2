import { createHash } from 'node:crypto';
import { type CustomerEnclosure, canonicalJson } from '@mosaajii/domain/operation';
import type { Tx } from '../../platform/database/index.ts';
import type { Personal } from '../../platform/personal/index.ts';
import type { NewCustomerRow } from './customer-rows.ts';
import { NOBODY, type Person, sealPerson } from './person.ts';

/** A `customer.created` as far as its personal part is concerned. */
export interface EnclosedOperation {
  readonly operationId: string;
  readonly customerId: string;
  readonly enclosureHash: string;
}

/** The fingerprint by which an operation names its enclosure: SHA-256 of its canonical JSON, lower-case hexadecimal. */
export function enclosureHash(enclosure: CustomerEnclosure): string {
  return createHash('sha256').update(canonicalJson(enclosure)).digest('hex');
}

/**
 * Keeps what is personal in operations, sealed, until they are posted, and hands out all that is there of them. What does
 * not have its fingerprint is not kept: the operation then says so by itself.
 */
export async function takeEnclosures(
  personal: Personal,
  tx: Tx,
  operations: readonly EnclosedOperation[],
  given: ReadonlyMap<string, CustomerEnclosure>,
): Promise<ReadonlyMap<string, Omit<NewCustomerRow, 'createdBy' | 'createdRegister' | 'createdAt'>>> {
  for (const { operationId, enclosureHash: hash } of operations) {
    const enclosure = given.get(operationId);
    if (enclosure === undefined || enclosureHash(enclosure) !== hash) continue;
    const sealed = await personal.seal(tx, fieldOf(operationId), JSON.stringify(enclosure.fields));
    await tx.query(
      'insert into customer_enclosure (organization_id, operation_id, person_sealed) values ($1, $2, $3)' +
        ' on conflict (organization_id, operation_id) do nothing',
      [tx.organizationId, operationId, sealed],
    );
  }
  const rows = await tx.query<{ operation_id: string; person_sealed: string }>(
    'select operation_id, person_sealed from customer_enclosure where organization_id = $1 and operation_id = any($2::uuid[])',
    [tx.organizationId, operations.map((each) => each.operationId)],
  );
  const customers = new Map(operations.map((each) => [each.operationId, each.customerId]));
  const found = new Map<string, Omit<NewCustomerRow, 'createdBy' | 'createdRegister' | 'createdAt'>>();
  for (const { operation_id: operationId, person_sealed } of rows) {
    const customerId = customers.get(operationId);
    const text = await personal.open(tx, fieldOf(operationId), person_sealed);
    if (customerId === undefined || text === '') continue;
    const person: Person = { ...NOBODY, ...(JSON.parse(text) as Partial<Person>) };
    found.set(operationId, { customerId, ...(await sealPerson(personal, tx, customerId, person)) });
  }
  return found;
}

function fieldOf(operationId: string) {
  return { table: 'customer_enclosure', column: 'person', rowId: operationId };
}
