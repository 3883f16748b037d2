import { randomUUID } from 'node:crypto';
import { pushOperations } from './push-operations.ts';
import type { TestRegister } from './test-register.ts';
import type { TestShop } from './test-shop.ts';

/** How the tests of the inbox push and look: over a shop that is open by the time they are called. */
export function pushesTo(open: () => TestShop) {
  async function push(register: TestRegister, ...operations: readonly unknown[]) {
    const response = await pushOperations(open().deps, { claim: register.claim, requestId: 'test' }, operations);
    if (typeof response === 'string') throw new Error(`the credential was refused: ${response}`);
    return response.answers;
  }

  /** Statuses with what was said about them. */
  async function said(register: TestRegister, ...operations: readonly unknown[]) {
    return (await push(register, ...operations)).map((answer) => {
      switch (answer.status) {
        case 'applied':
          return 'applied';
        case 'flagged':
          return `flagged ${answer.flags.join(' ')}`;
        case 'quarantined':
        case 'held':
          return `${answer.status} ${answer.reason}`;
        case 'rejected':
          return `rejected ${answer.problem.code}`;
      }
    });
  }

  async function count(
    table: 'sale' | 'operation' | 'operation_repair' | 'posting',
    where: string,
    value: string,
  ): Promise<number> {
    const { rows } = await open().owner.query<{ n: number }>(
      `select count(*)::int as n from ${table} where ${where} = $1`,
      [value],
    );
    return rows[0]?.n ?? 0;
  }

  async function onHand(index: 0 | 1 | 2): Promise<number> {
    const { rows } = await open().owner.query<{ n: number }>(
      'select on_hand_milli::int as n from stock_level where variant_id = $1',
      [open().variants[index]],
    );
    return rows[0]?.n ?? 0;
  }

  /** Brings a level back to a hundred, as a return of an import would. */
  async function restock(index: 0): Promise<void> {
    const missing = 100_000 - (await onHand(index));
    const id = randomUUID();
    const values = [open().organizationId, id, open().storeId, open().users.administrator];
    await open().owner.query(
      "insert into stock_adjustment (organization_id, adjustment_id, store_id, kind, reason, user_id, business_date) values ($1, $2, $3, 'opening', 'again', $4, '2026-03-02')",
      values,
    );
    await open().owner.query(
      "insert into stock_movement (organization_id, document_id, line_number, document_kind, store_id, variant_id, kind, quantity_milli, user_id, business_date) values ($1, $2, 1, 'adjustment', $3, $5, 'opening', $6, $4, '2026-03-02')",
      [...values, open().variants[index], missing],
    );
    await open().owner.query('update stock_level set on_hand_milli = on_hand_milli + $2 where variant_id = $1', [
      open().variants[index],
      missing,
    ]);
  }

  /** What a purse has and what of it is put aside; `undefined`: there is none. */
  async function purse(kind: string, purseId: string): Promise<{ balance: number; held: number } | undefined> {
    const { rows } = await open().owner.query<{ balance: number; held: number }>(
      'select balance_minor::int as balance, held_minor::int as held from purse where kind = $1 and purse_id = $2',
      [kind, purseId],
    );
    return rows[0];
  }

  /** The balance of an account over all registers and days, in minor units. */
  async function ledger(code: string): Promise<number> {
    const { rows } = await open().owner.query<{ n: number }>(
      'select coalesce(sum(balance_minor), 0)::int as n from account_balance where account_code = $1',
      [code],
    );
    return rows[0]?.n ?? 0;
  }

  return { push, said, count, onHand, restock, purse, ledger };
}
