import type { AuditAction } from '@mosaajii/contract/audit-actions';
import type { Customer, CustomerPatch, NewCustomer, WrittenCustomer } from '@mosaajii/contract/customers';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { UserActor } from '../../platform/access/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import { unknownGroups } from './groups.ts';
import { NOBODY, type Person, sealPerson } from './person.ts';
import { findDoubles, readCustomer } from './read-customers.ts';

export type CustomerRefusal =
  | Refusal<'not-found' | 'idempotency-key-reused' | 'group-unknown' | 'credit-denied' | 'customer-erased'>
  | (Refusal<'stale-version'> & { readonly current: Customer });

interface Asked {
  readonly actor: UserActor;
  readonly requestId: string;
  /** May set credit limits and terms. */
  readonly mayCredit: boolean;
}

const PERSONAL = [
  'name',
  'company',
  'phone',
  'email',
  'taxNumber',
  'taxCertificate',
  'addressLines',
  'cardCode',
  'birthday',
  'note',
] as const satisfies readonly (keyof Person)[];

/**
 * Writes a customer down. Idempotent by `customerId`: a repeat answers the customer as they are now. Others with the same
 * number or address are named, not refused: families share telephones.
 */
export function createCustomer(
  deps: Pick<Deps, 'db' | 'personal' | 'clock'>,
  asked: Asked,
  input: NewCustomer,
): Promise<Result<WrittenCustomer, CustomerRefusal>> {
  return deps.db.tx(asked.actor.organizationId, async (tx) => {
    const { customerId } = input;
    if (!asked.mayCredit && (input.creditLimitMinor !== null || input.paymentTermsDays !== null)) return noCredit();
    if ((await unknownGroups(tx, input.groupIds)).length > 0) return noGroup();
    const person = personIn(input);
    const sealed = await sealPerson(deps.personal, tx, customerId, person);
    const made = await tx.query(
      'insert into customer (organization_id, customer_id, person_sealed, phone_index, email_index, tax_number_index,' +
        ' card_index, word_indexes, group_ids, tags, consent, credit_limit_minor, payment_terms_days, is_active, created_at,' +
        ' created_by, is_tax_exempt, tax_exempt_until)' +
        ' values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)' +
        ' on conflict (organization_id, customer_id) do nothing returning customer_id',
      [
        tx.organizationId,
        customerId,
        sealed.personSealed,
        sealed.phoneIndex,
        sealed.emailIndex,
        sealed.taxNumberIndex,
        sealed.cardIndex,
        sealed.wordIndexes,
        input.groupIds,
        input.tags,
        JSON.stringify(input.consent),
        input.creditLimitMinor,
        input.paymentTermsDays,
        input.isActive,
        deps.clock.now(),
        asked.actor.userId,
        person.taxCertificate !== '',
        input.taxExemptUntil,
      ],
    );
    const customer = await readCustomer(deps.personal, tx, customerId);
    if (customer === undefined) throw new Error(`the customer ${customerId} was written and is not there`);
    if (made.length === 0) {
      if (customer.name !== input.name)
        return refuse({ code: 'idempotency-key-reused', detail: 'Another customer has this id.' });
    } else await note(tx, asked, customerId, 'customer.created', { fields: filled(person) });
    return ok({ customer, doubles: await findDoubles(deps.personal, tx, customerId, person) });
  });
}

/** Changes some fields of a customer. Made from an older version, it is refused with the present one. */
export function changeCustomer(
  deps: Pick<Deps, 'db' | 'personal'>,
  asked: Asked,
  customerId: string,
  patch: CustomerPatch,
): Promise<Result<WrittenCustomer, CustomerRefusal>> {
  return deps.db.tx(asked.actor.organizationId, async (tx) => {
    await tx.query('select 1 from customer where organization_id = $1 and customer_id = $2 for update', [
      tx.organizationId,
      customerId,
    ]);
    const before = await readCustomer(deps.personal, tx, customerId);
    if (before === undefined) return unknown();
    if (before.isErased) return refuse({ code: 'customer-erased', detail: 'The data of this customer was erased.' });
    if (before.version !== patch.version) {
      return refuse({
        code: 'stale-version',
        detail: 'Somebody else changed the customer meanwhile.',
        current: before,
      });
    }
    const { version, ...wanted } = patch;
    const after: Customer = { ...before, ...defined(wanted) };
    const isCreditMoved =
      after.creditLimitMinor !== before.creditLimitMinor || after.paymentTermsDays !== before.paymentTermsDays;
    if (isCreditMoved && !asked.mayCredit) return noCredit();
    if ((await unknownGroups(tx, after.groupIds)).length > 0) return noGroup();
    const person = personIn(after);
    const { taxExemptUntil } = after;
    await keepPastExemption(tx, customerId, { isExempt: person.taxCertificate !== '', until: taxExemptUntil });
    await updateRow(deps, tx, customerId, after, person, version + 1);
    await note(tx, asked, customerId, 'customer.changed', changed(before, after));
    const customer = { ...after, version: version + 1 };
    return ok({ customer, doubles: await findDoubles(deps.personal, tx, customerId, person) });
  });
}

/**
 * Erases what is personal for ever, on the customer's word: sealed text and indexes go, the id stays, so that the books
 * still add up. What receipts had to state of a sale stays in them.
 */
export function eraseCustomer(
  deps: Pick<Deps, 'db' | 'personal' | 'clock'>,
  asked: Asked,
  customerId: string,
): Promise<Result<Customer, CustomerRefusal>> {
  return deps.db.tx(asked.actor.organizationId, async (tx) => {
    const before = await readCustomer(deps.personal, tx, customerId);
    if (before === undefined) return unknown();
    if (!before.isErased) {
      await keepPastExemption(tx, customerId, { isExempt: false, until: null });
      await tx.query(
        "update customer set person_sealed = '', phone_index = null, email_index = null, tax_number_index = null," +
          " card_index = null, word_indexes = '{}', tags = '{}', consent = '{}', is_active = false, erased_at = $3," +
          ' is_tax_exempt = false, tax_exempt_until = null,' +
          ' version = version + 1 where organization_id = $1 and customer_id = $2 and erased_at is null',
        [tx.organizationId, customerId, deps.clock.now()],
      );
      await tx.query('delete from customer_enclosure where organization_id = $1 and operation_id = $2', [
        tx.organizationId,
        customerId,
      ]);
      await note(tx, asked, customerId, 'customer.erased', {});
    }
    const after = await readCustomer(deps.personal, tx, customerId);
    return after === undefined ? unknown() : ok(after);
  });
}

/** What tills without a connection still know is kept, where it becomes other: without the number of the certificate. */
async function keepPastExemption(
  tx: Tx,
  customerId: string,
  { isExempt, until }: { readonly isExempt: boolean; readonly until: string | null },
): Promise<void> {
  await tx.query(
    'insert into customer_exemption_past (organization_id, customer_id, version, is_tax_exempt, tax_exempt_until)' +
      ' select organization_id, customer_id, version, is_tax_exempt, tax_exempt_until from customer' +
      ' where organization_id = $1 and customer_id = $2' +
      ' and (is_tax_exempt, tax_exempt_until) is distinct from ($3::boolean, $4::date)',
    [tx.organizationId, customerId, isExempt, until],
  );
}

async function updateRow(
  { personal }: Pick<Deps, 'personal'>,
  tx: Tx,
  customerId: string,
  after: Customer,
  person: Person,
  version: number,
): Promise<void> {
  const sealed = await sealPerson(personal, tx, customerId, person);
  await tx.query(
    'update customer set person_sealed = $3, phone_index = $4, email_index = $5, tax_number_index = $6, card_index = $7,' +
      ' word_indexes = $8, group_ids = $9, tags = $10, consent = $11, credit_limit_minor = $12, payment_terms_days = $13,' +
      ' is_active = $14, version = $15, is_tax_exempt = $16, tax_exempt_until = $17 where organization_id = $1 and customer_id = $2',
    [
      tx.organizationId,
      customerId,
      sealed.personSealed,
      sealed.phoneIndex,
      sealed.emailIndex,
      sealed.taxNumberIndex,
      sealed.cardIndex,
      sealed.wordIndexes,
      after.groupIds,
      after.tags,
      JSON.stringify(after.consent),
      after.creditLimitMinor,
      after.paymentTermsDays,
      after.isActive,
      version,
      person.taxCertificate !== '',
      after.taxExemptUntil,
    ],
  );
}

function personIn(input: Pick<Customer, keyof Person>): Person {
  const { name, company, phone, email, taxNumber, addressLines, cardCode, birthday, note: remark } = input;
  const taxCertificate = input.taxCertificate.trim();
  const numbers = { taxNumber, taxCertificate, cardCode };
  return { ...NOBODY, name, company, phone, email, ...numbers, addressLines, birthday, note: remark };
}

/** The audit trail is kept for ever: it names the fields of a person, never what is in them. */
function filled(person: Person): string[] {
  return PERSONAL.filter((field) => person[field] !== null && person[field].length > 0);
}

function changed(before: Customer, after: Customer): Record<string, unknown> {
  const fields = PERSONAL.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  const open = [
    'groupIds',
    'tags',
    'consent',
    'creditLimitMinor',
    'paymentTermsDays',
    'isActive',
    'taxExemptUntil',
  ] as const;
  const moved = open.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  return {
    ...(fields.length > 0 ? { fields } : {}),
    ...Object.fromEntries(moved.map((field) => [field, { before: before[field], after: after[field] }])),
  };
}

function defined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

async function note(
  tx: Tx,
  { actor, requestId }: Asked,
  customerId: string,
  action: AuditAction,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  await recordChange(tx, {
    kind: 'customers',
    ids: [customerId],
    audit: [{ action, subjectKind: 'customer', subjectId: customerId, userId: actor.userId, detail, requestId }],
  });
}

function unknown() {
  return refuse({ code: 'not-found' as const, detail: 'There is no customer with this id.' });
}

function noGroup() {
  return refuse({ code: 'group-unknown' as const, detail: 'One of the groups is not there any more.' });
}

function noCredit() {
  return refuse({ code: 'credit-denied' as const, detail: 'You may not set credit limits and payment terms.' });
}
