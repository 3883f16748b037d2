import { insertInto, type Step, type Table, updateFrom } from '../../platform/statement/index.ts';

/** Whether somebody buys without taxes, until a day where there is one; absent: pays them. */
export interface ExemptionRow {
  readonly is_tax_exempt?: boolean;
  readonly tax_exempt_until?: string | null;
}

/** A customer as the inbox loads it. */
export interface CustomerRow extends ExemptionRow {
  readonly customer_id: string;
  readonly credit_limit_minor: number | null;
  readonly is_active: boolean;
  /** What their exemption was until a moment, the latest ones, the earliest of them first. */
  readonly past_exemptions?: readonly (ExemptionRow & { readonly until: string })[];
}

/** More changes than these are not looked back over. */
const MOST_PAST = 40;

/** A customer that a register wrote down, what is personal sealed already. */
export interface NewCustomerRow {
  readonly customerId: string;
  readonly personSealed: string;
  readonly phoneIndex: string | null;
  readonly emailIndex: string | null;
  readonly taxNumberIndex: string | null;
  readonly cardIndex: string | null;
  readonly wordIndexes: readonly string[];
  readonly createdBy: string | null;
  readonly createdRegister: string | null;
  readonly createdAt: string;
}

/** How many sales a customer made, as the inbox loads it: locked until the batch is written. */
export interface CustomerOrdersStateRow {
  readonly customer_id: string;
  readonly orders: number;
}

/** The count after a batch. */
export interface CustomerOrdersRow {
  readonly customerId: string;
  readonly orders: number;
  readonly isNew: boolean;
}

// Without a clause for conflicts: of two first sales in the same moment one is refused and decided again after the other.
const ORDERS: Table<CustomerOrdersRow> = {
  name: 'customer_order_count',
  columns: [
    { name: 'customer_id', type: 'uuid', value: (row) => row.customerId },
    { name: 'orders', type: 'integer', value: (row) => row.orders },
  ],
};

/** Counts the sales of customers. */
export function customerOrderSteps(rows: readonly CustomerOrdersRow[]): (Step | null)[] {
  return [
    insertInto(
      ORDERS,
      rows.filter(({ isNew }) => isNew),
    ),
    updateFrom(
      {
        name: ORDERS.name,
        columns: ORDERS.columns,
        set: 'orders = v.orders',
        where: 't.customer_id = v.customer_id',
      },
      rows.filter(({ isNew }) => !isNew),
    ),
  ];
}

const CUSTOMER: Table<NewCustomerRow> = {
  name: 'customer',
  columns: [
    { name: 'customer_id', type: 'uuid', value: (row) => row.customerId },
    { name: 'person_sealed', type: 'text', value: (row) => row.personSealed },
    { name: 'phone_index', type: 'text', value: (row) => row.phoneIndex },
    { name: 'email_index', type: 'text', value: (row) => row.emailIndex },
    { name: 'tax_number_index', type: 'text', value: (row) => row.taxNumberIndex },
    { name: 'card_index', type: 'text', value: (row) => row.cardIndex },
    { name: 'word_indexes', type: 'text[]', value: (row) => row.wordIndexes },
    { name: 'created_by', type: 'uuid', value: (row) => row.createdBy },
    { name: 'created_register', type: 'uuid', value: (row) => row.createdRegister },
    { name: 'created_at', type: 'timestamptz', value: (row) => row.createdAt },
  ],
  onConflict: 'on conflict (organization_id, customer_id) do nothing',
};

/** Writes customers of registers. */
export function customerSteps(rows: readonly NewCustomerRow[]): (Step | null)[] {
  return [insertInto(CUSTOMER, rows), forgetEnclosures(rows.map((row) => row.customerId))];
}

/** What was kept until the operations were posted; such an operation has the id of its customer. */
function forgetEnclosures(operationIds: readonly string[]): Step | null {
  if (operationIds.length === 0) return null;
  return {
    name: 'd_customer_enclosure',
    shape: 'customer_enclosure-',
    parameterCount: 1,
    text: (first) =>
      `delete from customer_enclosure where organization_id = $1 and operation_id = any($${first}::uuid[])`,
    values: () => [operationIds],
    cut: () => listOf(forgetEnclosures(operationIds)),
  };
}

function listOf(step: Step | null): readonly Step[] {
  return step === null ? [] : [step];
}

/** Some customers by id, as part of a larger statement. */
export const CUSTOMER_QUERIES = {
  named: (ids: string) =>
    'select c.customer_id, c.credit_limit_minor, c.is_active, c.is_tax_exempt, c.tax_exempt_until,' +
    " (select coalesce(json_agg(p order by p.until), '[]') from (select until, is_tax_exempt, tax_exempt_until" +
    ' from customer_exemption_past p where p.organization_id = c.organization_id and p.customer_id = c.customer_id' +
    ` order by p.until desc limit ${MOST_PAST}) p) as past_exemptions from customer c where c.organization_id = $1` +
    ` and c.customer_id = any(${ids}::uuid[])`,
  orders: (ids: string) =>
    'select customer_id, orders from customer_order_count where organization_id = $1' +
    ` and customer_id = any(${ids}) order by customer_id for update`,
} as const;
