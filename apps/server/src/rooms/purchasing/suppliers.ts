import type { NewSupplier, Supplier, SupplierList, SupplierPatch, SuppliersQuery } from '@mosaajii/contract/purchasing';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { UserActor } from '../../platform/access/index.ts';
import { type Tx, uniqueViolation } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import { CURSOR_PARTS, decodeCursor, pageOf } from '../../platform/paging/index.ts';
import type { Personal } from '../../platform/personal/index.ts';

export type SupplierRefusal = Refusal<'not-found' | 'stale-version' | 'name-taken' | 'idempotency-key-reused'>;

export interface Asked {
  readonly actor: UserActor;
  readonly requestId: string;
}

/** What is personal about a supplier, as it is sealed: JSON of this. */
type Contact = Pick<Supplier, 'contactName' | 'email' | 'phone' | 'note'>;

const NO_CONTACT: Contact = { contactName: '', email: '', phone: '', note: '' };
const PLAIN = ['name', 'paymentTermsDays', 'leadTimeDays', 'isActive'] as const;
const SEALED = ['contactName', 'email', 'phone', 'note'] as const;

interface SupplierRow {
  readonly supplier_id: string;
  readonly name: string;
  readonly sort_name: string;
  readonly contact_sealed: string;
  readonly payment_terms_days: number | null;
  readonly lead_time_days: number | null;
  readonly is_active: boolean;
  readonly version: number;
  readonly created_at: Date;
}

const COLUMNS =
  'supplier_id, name, lower(name) as sort_name, contact_sealed, payment_terms_days, lead_time_days, is_active, version, created_at';
const ANY_TEXT = /^[^\0]{0,400}$/u;

/** One page of suppliers by name. `null`: a cursor of another list. */
export async function listSuppliers(personal: Personal, tx: Tx, asked: SuppliersQuery): Promise<SupplierList | null> {
  const values: unknown[] = [tx.organizationId];
  const add = (value: unknown) => `$${values.push(value)}`;
  const conditions = ['organization_id = $1'];
  if (asked.state !== 'all') conditions.push(asked.state === 'active' ? 'is_active' : 'not is_active');
  const wanted = asked.query?.trim() ?? '';
  if (wanted !== '') conditions.push(`strpos(lower(name), lower(${add(wanted)})) > 0`);
  if (asked.cursor !== undefined) {
    const key = decodeCursor(asked.cursor, [ANY_TEXT, CURSOR_PARTS.uuid]);
    if (key === null) return null;
    conditions.push(`(lower(name), supplier_id) > (${add(key[0])}, ${add(key[1])}::uuid)`);
  }
  const rows = await tx.query<SupplierRow>(
    `select ${COLUMNS} from supplier where ${conditions.join(' and ')} order by lower(name), supplier_id` +
      ` limit ${add(asked.limit + 1)}`,
    values,
  );
  const { page, nextCursor } = pageOf(rows, asked.limit, (row) => [row.sort_name, row.supplier_id]);
  return { items: await suppliersOf(personal, tx, page), nextCursor };
}

/** Writes a supplier down. Idempotent by its id. */
export function createSupplier(
  deps: Pick<Deps, 'db' | 'personal' | 'clock'>,
  asked: Asked,
  input: NewSupplier,
): Promise<Result<Supplier, SupplierRefusal>> {
  return refusingTaken(() =>
    deps.db.tx(asked.actor.organizationId, async (tx) => {
      const { supplierId } = input;
      const made = await tx.query(
        'insert into supplier (organization_id, supplier_id, name, contact_sealed, payment_terms_days, lead_time_days,' +
          ' created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)' +
          ' on conflict (organization_id, supplier_id) do nothing returning supplier_id',
        [
          tx.organizationId,
          supplierId,
          input.name,
          await sealContact(deps.personal, tx, supplierId, input),
          input.paymentTermsDays,
          input.leadTimeDays,
          asked.actor.userId,
          deps.clock.now(),
        ],
      );
      if (made.length > 0) {
        const { name, paymentTermsDays, leadTimeDays } = input;
        await note(tx, asked, supplierId, 'supplier.created', { name, paymentTermsDays, leadTimeDays });
      }
      const supplier = await readSupplier(deps.personal, tx, supplierId);
      if (supplier?.name === input.name) return ok(supplier);
      return refuse({ code: 'idempotency-key-reused', detail: 'Another supplier has this id.' });
    }),
  );
}

/** Changes some fields of a supplier; made from an older version, it is refused. */
export function changeSupplier(
  deps: Pick<Deps, 'db' | 'personal'>,
  asked: Asked,
  supplierId: string,
  { version, ...wanted }: SupplierPatch,
): Promise<Result<Supplier, SupplierRefusal>> {
  return refusingTaken(() =>
    deps.db.tx(asked.actor.organizationId, async (tx) => {
      const before = await readSupplier(deps.personal, tx, supplierId, 'for update');
      if (before === undefined) return refuse({ code: 'not-found', detail: 'There is no supplier with this id.' });
      if (before.version !== version)
        return refuse({ code: 'stale-version', detail: 'Somebody else changed the supplier meanwhile.' });
      const named = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
      const after: Supplier = { ...before, ...named, version: version + 1 };
      await tx.query(
        'update supplier set name = $3, contact_sealed = $4, payment_terms_days = $5, lead_time_days = $6, is_active = $7,' +
          ' version = version + 1 where organization_id = $1 and supplier_id = $2',
        [
          tx.organizationId,
          supplierId,
          after.name,
          await sealContact(deps.personal, tx, supplierId, after),
          after.paymentTermsDays,
          after.leadTimeDays,
          after.isActive,
        ],
      );
      await note(tx, asked, supplierId, 'supplier.changed', changed(before, after));
      return ok(after);
    }),
  );
}

/** A supplier as an order is decided on them; undefined when there is none. */
export async function readSupplierState(
  tx: Tx,
  supplierId: string,
): Promise<{ readonly name: string; readonly isActive: boolean } | undefined> {
  const [row] = await tx.query<{ name: string; is_active: boolean }>(
    'select name, is_active from supplier where organization_id = $1 and supplier_id = $2',
    [tx.organizationId, supplierId],
  );
  return row && { name: row.name, isActive: row.is_active };
}

async function readSupplier(
  personal: Personal,
  tx: Tx,
  supplierId: string,
  lock: '' | 'for update' = '',
): Promise<Supplier | undefined> {
  const rows = await tx.query<SupplierRow>(
    `select ${COLUMNS} from supplier where organization_id = $1 and supplier_id = $2 ${lock}`,
    [tx.organizationId, supplierId],
  );
  return (await suppliersOf(personal, tx, rows))[0];
}

async function suppliersOf(personal: Personal, tx: Tx, rows: readonly SupplierRow[]): Promise<Supplier[]> {
  const texts = await personal.openMany(
    tx,
    rows.map((row) => ({ field: fieldOf(row.supplier_id), sealed: row.contact_sealed })),
  );
  return rows.map((row, index) => ({
    supplierId: row.supplier_id,
    name: row.name,
    ...contactOf(texts[index] ?? ''),
    paymentTermsDays: row.payment_terms_days,
    leadTimeDays: row.lead_time_days,
    isActive: row.is_active,
    version: row.version,
    createdAt: row.created_at.toISOString(),
  }));
}

/** A shredded key leaves an empty text. */
function contactOf(text: string): Contact {
  return text === '' ? NO_CONTACT : { ...NO_CONTACT, ...(JSON.parse(text) as Partial<Contact>) };
}

function sealContact(personal: Personal, tx: Tx, supplierId: string, contact: Contact): Promise<string> {
  const { contactName, email, phone, note: remark } = contact;
  return personal.seal(tx, fieldOf(supplierId), JSON.stringify({ contactName, email, phone, note: remark }));
}

function fieldOf(supplierId: string) {
  return { table: 'supplier', column: 'contact', rowId: supplierId };
}

/** Before and after of what is the shop's own; of what is personal only which field. */
function changed(before: Supplier, after: Supplier): Readonly<Record<string, unknown>> {
  const plain = PLAIN.filter((field) => before[field] !== after[field]);
  const fields = SEALED.filter((field) => before[field] !== after[field]);
  return {
    ...Object.fromEntries(plain.map((field) => [field, { before: before[field], after: after[field] }])),
    ...(fields.length === 0 ? {} : { fields }),
  };
}

async function refusingTaken<T>(work: () => Promise<Result<T, SupplierRefusal>>): Promise<Result<T, SupplierRefusal>> {
  try {
    return await work();
  } catch (error) {
    if (uniqueViolation(error) !== 'supplier_name') throw error;
    return refuse({ code: 'name-taken', detail: 'Another supplier has this name.' });
  }
}

async function note(
  tx: Tx,
  { actor, requestId }: Asked,
  supplierId: string,
  action: 'supplier.created' | 'supplier.changed',
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  await recordChange(tx, {
    kind: 'purchasing',
    ids: [supplierId],
    audit: [{ action, subjectKind: 'supplier', subjectId: supplierId, userId: actor.userId, detail, requestId }],
  });
}
