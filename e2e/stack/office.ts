import type { BatchRequest, BatchResponse } from '@mosaajii/contract/catalog';
import type { OrderDetail, OrderList, OrderSummary } from '@mosaajii/contract/orders';
import type { BrowserContext } from 'playwright-core';
import { vi } from 'vitest';
import { GOODS } from './catalogue.ts';

/** What the server knows, asked with the session of a browser. For arranging and for checking, never for acting. */
export interface Office {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  orders(): Promise<readonly OrderSummary[]>;
  /** A sale or return by its receipt's number; waits until it has arrived. */
  sale(receiptNumber: string): Promise<OrderDetail>;
  /** How many figures do not agree when everything is recomputed from the facts. */
  discrepancies(): Promise<readonly unknown[]>;
  putGoods(): Promise<void>;
}

export function officeOf(context: BrowserContext, origin: string): Office {
  const ask = async <T>(method: 'get' | 'post', path: string, body?: unknown): Promise<T> => {
    const response = await context.request[method](`${origin}/api/v1${path}`, {
      headers: { origin, 'sec-fetch-site': 'same-origin' },
      ...(body === undefined ? {} : { data: body }),
    });
    if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const office: Office = {
    get: (path) => ask('get', path),
    post: (path, body) => ask('post', path, body),
    async orders() {
      const items: OrderSummary[] = [];
      let cursor: string | null = null;
      do {
        const page: OrderList = await office.get(
          `/orders?limit=200${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
        );
        items.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);
      return items;
    },
    sale: (receiptNumber) =>
      vi.waitFor(
        async () => {
          const found = (await office.orders()).find((order) => order.receiptNumber === receiptNumber);
          if (found === undefined) throw new Error(`${receiptNumber} has not arrived`);
          return office.get<OrderDetail>(`/orders/${found.saleId}`);
        },
        { timeout: 60_000, interval: 100 },
      ),
    async discrepancies() {
      return (await office.post<{ discrepancies: unknown[] }>('/verifications', {})).discrepancies;
    },
    async putGoods() {
      const products = Object.values(GOODS).map((good, index) => ({
        sku: good.sku,
        name: good.name,
        priceE4: good.pence * 10_000,
        favouritePosition: index,
        codes: [{ code: good.code }],
      }));
      await office.post<BatchResponse>('/products/batch', { products } satisfies Record<keyof BatchRequest, unknown>);
    },
  };
  return office;
}
