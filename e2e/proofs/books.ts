import type { KnownOperationsResponse } from '@mosaajii/contract/known-operations';
import { keepCookie } from '../../apps/server/src/rooms/operations/replay/index.ts';
import { registerHeaders } from '../../apps/web/src/platform/sync/prove.ts';
import type { NodeRegister } from '../stack/node-register.ts';
import type { ShopStack } from '../stack/shop-stack.ts';

const LOOKUP_SIZE = 500;

/**
 * What is wrong with the shop after registers have drained, a sentence each: operations that are missing, doubled or not
 * posted, and whatever the shop's own verification finds.
 */
export async function wrongWith(stack: ShopStack, registers: readonly NodeRegister[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const register of registers) wrong.push(...(await missingOf(stack, register)));
  const made = registers.flatMap((register) => [...register.disk.documents.values()]);
  const codes = registers.map((register) => `${register.registration.registerCode}-`);
  const there = (await ordersOf(stack)).filter((order) => codes.some((code) => order.receiptNumber.startsWith(code)));
  if (there.length !== made.length)
    wrong.push(`the registers made ${made.length} receipts, the shop has ${there.length}`);
  const total = (documents: readonly { totalMinor: number }[]) =>
    documents.reduce((sum, { totalMinor }) => sum + totalMinor, 0);
  if (total(there) !== total(made)) wrong.push(`the registers took ${total(made)}, the shop counts ${total(there)}`);
  if (new Set(there.map((order) => order.receiptNumber)).size !== there.length)
    wrong.push('a receipt number occurs twice');
  return [...wrong, ...(await stack.shop.verify())];
}

async function missingOf(stack: ShopStack, register: NodeRegister): Promise<string[]> {
  const ids = register.operationIds();
  const { registerCode } = register.registration;
  const posted = new Set<string>();
  for (let start = 0; start < ids.length; start += LOOKUP_SIZE) {
    const known = await knownOf(stack, register, ids.slice(start, start + LOOKUP_SIZE));
    for (const { operationId, status } of known) if (['applied', 'flagged'].includes(status)) posted.add(operationId);
  }
  const missing = ids.filter((id) => !posted.has(id)).map((id) => `${registerCode}: ${id} is not posted`);
  const attention = await register.attention();
  return attention === 0 ? missing : [...missing, `${registerCode}: ${attention} operations need a person`];
}

/** Asks as the register itself: it alone has the key that a question has to be proved with. */
async function knownOf({ office }: ShopStack, { registration }: NodeRegister, operationIds: readonly string[]) {
  const path = '/api/v1/sync/known';
  const body = JSON.stringify({ operationIds });
  const headers = await registerHeaders(registration, 'POST', path, body);
  const response = await fetch(`${office.origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  if (!response.ok) throw new Error(`the shop did not say what it knows: ${await response.text()}`);
  return ((await response.json()) as KnownOperationsResponse).known;
}

interface Order {
  readonly receiptNumber: string;
  readonly totalMinor: number;
}

/** Every sale that the shop lists, page by page. */
export async function ordersOf({ office }: Pick<ShopStack, 'office'>): Promise<Order[]> {
  const orders: Order[] = [];
  let cursor: string | null = null;
  do {
    const page: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const response = await fetch(`${office.origin}/api/v1/orders?limit=200${page}`, {
      headers: { cookie: office.cookie },
    });
    keepCookie(office, response);
    if (!response.ok) throw new Error(`the orders could not be listed: ${await response.text()}`);
    const answer = (await response.json()) as { items: Order[]; nextCursor: string | null };
    orders.push(...answer.items);
    cursor = answer.nextCursor;
  } while (cursor !== null);
  return orders;
}
