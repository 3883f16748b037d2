import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PurchaseOrder, PurchaseOrderList } from '@mosaajii/contract/purchasing';
import { describe, expect, it } from 'vitest';
import { findFaults } from '../pages/inspect.ts';
import { scan } from '../pages/scanner.ts';
import { GOODS } from '../stack/catalogue.ts';
import { draftOrder, placeOrder } from '../stack/purchasing.ts';
import { useShop } from '../stack/shop.ts';

const PICTURES = process.env['PICTURES'];

describe('goods from suppliers', () => {
  const shop = useShop();
  const open = (path: string) => shop().page.goto(`${shop().stack.origin}${path}`);

  async function photograph(name: string): Promise<void> {
    if (PICTURES === undefined) return;
    const { page } = shop();
    mkdirSync(PICTURES, { recursive: true });
    const before = page.viewportSize();
    for (const [width, height] of [
      [1366, 768],
      [320, 740],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: join(PICTURES, `${name}-${width}.png`), fullPage: true });
    }
    if (before !== null) await page.setViewportSize(before);
  }

  async function onHand(sku: string): Promise<number> {
    const { items } = await shop().office.get<{ items: { sku: string; onHandMilli: number }[] }>(
      '/stock/levels?limit=200',
    );
    return items.filter((item) => item.sku === sku).reduce((total, item) => total + item.onHandMilli, 0);
  }

  const read = (orderId: string) => shop().office.get<PurchaseOrder>(`/purchase-orders/${orderId}`);

  it('writes a supplier down and an order, by search and by scanning, sends and prints it', async () => {
    const { page, office } = shop();
    await open('/suppliers');
    await page.getByRole('heading', { name: 'No suppliers yet' }).waitFor();
    await page
      .getByRole('button', { name: /New supplier/ })
      .first()
      .click();
    const editor = page.getByRole('dialog', { name: 'New supplier' });
    await editor.getByLabel('Name').fill('Dairy House');
    await editor.getByLabel('Contact').fill('Zawadi');
    await editor.getByLabel('Days until goods come').fill('3');
    expect(await findFaults(page, 'the supplier')).toEqual([]);
    await editor.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Dairy House' }).waitFor();
    await photograph('suppliers');

    await open('/purchasing');
    await page.getByRole('heading', { name: 'Nothing was ordered yet' }).waitFor();
    await page
      .getByRole('button', { name: /New order/ })
      .first()
      .click();
    await page.getByRole('dialog', { name: 'New order' }).getByRole('button', { name: 'Begin' }).click();
    await page.getByRole('heading', { name: 'PO-000001' }).waitFor();
    await page.getByLabel('Product, SKU or code').fill('mil');
    await page.getByRole('list', { name: 'Found products' }).getByRole('button', { name: GOODS.milk.name }).click();
    await page.getByLabel(`Quantity of ${GOODS.milk.name}`).fill('12');
    await page.getByLabel(`Cost of ${GOODS.milk.name}`).fill('1.50');
    await scan(page, GOODS.bread.code);
    await page.getByLabel(`Cost of ${GOODS.bread.name}`).fill('1.20');
    await scan(page, GOODS.bread.code);
    await expect.poll(() => page.getByLabel(`Quantity of ${GOODS.bread.name}`).inputValue()).toBe('2');
    expect(await findFaults(page, 'the draft')).toEqual([]);
    await photograph('purchase-draft');
    await page.getByRole('button', { name: 'Mark as sent' }).click();
    await page.getByText('The order is sent.').waitFor();

    const list = await office.get<PurchaseOrderList>('/purchase-orders');
    expect(list.items).toMatchObject([{ number: 'PO-000001', state: 'sent', totalMinor: 12 * 150 + 2 * 120 }]);
    await page.evaluate(() => {
      window.print = () => {
        const paper = document.querySelector('.print-host');
        document.documentElement.dataset['printed'] = `${paper?.textContent} ${paper?.querySelectorAll('path').length}`;
      };
    });
    await page.getByRole('button', { name: 'Print' }).click();
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset['printed'])).toContain('PO-000001');
    expect(await page.evaluate(() => document.documentElement.dataset['printed'])).toMatch(/Dairy House.* 1$/s);
  });

  it('keeps what was typed into a draft that somebody else changed, and says what they changed', async () => {
    const { page, office, context, stack } = shop();
    const order = await draftOrder(office, [[GOODS.milk.sku, 4, 150]]);
    await open(`/purchasing/${order.orderId}`);
    const quantity = page.getByLabel(`Quantity of ${GOODS.milk.name}`);
    await quantity.fill('7');
    const lines = order.lines.map(({ variantId, unitCostE4 }) => ({ variantId, unitCostE4, quantityMilli: 9000 }));
    const theirs = await context.request.put(`${stack.origin}/api/v1/purchase-orders/${order.orderId}`, {
      headers: { origin: stack.origin, 'sec-fetch-site': 'same-origin' },
      data: { version: order.version, supplierId: order.supplierId, expectedOn: null, note: 'By noon', lines },
    });
    expect(theirs.status()).toBe(200);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const changes = page.getByRole('list', { name: 'What they changed' }).getByRole('listitem');
    await expect
      .poll(() => changes.allInnerTexts())
      .toEqual([expect.stringMatching(/4 × 1\.50\s+9 × 1\.50/), expect.stringMatching(/–\s+By noon/)]);
    expect(await quantity.inputValue()).toBe('7');
    expect(await findFaults(page, 'a draft that was changed meanwhile')).toEqual([]);
    await page.getByRole('button', { name: 'Keep what I typed' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Draft saved').waitFor();
    expect(await read(order.orderId)).toMatchObject({ version: 3, note: '', lines: [{ quantityMilli: 7000 }] });
  });

  it('receives with differences: what is scanned and typed counts, more is bounded and marked', async () => {
    const { page, office } = shop();
    const order = await placeOrder(office, [
      [GOODS.milk.sku, 4, 150],
      [GOODS.soap.sku, 20, 60],
    ]);
    const before = await onHand(GOODS.milk.sku);
    await open('/orders');
    await page.getByRole('heading', { name: 'Orders' }).waitFor();
    await scan(page, order.number);
    await page.getByRole('button', { name: 'Receive all as ordered' }).waitFor();
    expect(await findFaults(page, 'receiving')).toEqual([]);
    await scan(page, GOODS.milk.code);
    const milk = page.getByLabel(`Arrived of ${GOODS.milk.name}`);
    await expect.poll(() => milk.inputValue()).toBe('1');
    await scan(page, GOODS.milk.code);
    await expect.poll(() => milk.inputValue()).toBe('2');
    await scan(page, GOODS.tea.code);
    await page.getByText(`${GOODS.tea.code} is not in this order`).waitFor();
    await milk.fill('6');
    await page.getByText('At most 5 may arrive now.').waitFor();
    await milk.fill('5');
    await photograph('receiving');
    await page.getByRole('button', { name: 'Receive what was counted' }).click();
    await page.getByRole('list', { name: 'What arrived' }).getByText('1 more than ordered').waitFor();
    expect(await read(order.orderId)).toMatchObject({ state: 'partly-received' });
    expect(await onHand(GOODS.milk.sku)).toBe(before + 5000);
    await page.getByRole('button', { name: 'Receive all as ordered' }).click();
    await expect.poll(async () => (await read(order.orderId)).state).toBe('received');
    await page.getByRole('button', { name: 'Receive all as ordered' }).waitFor({ state: 'hidden' });
    expect(await findFaults(page, 'received')).toEqual([]);
    await photograph('received');
    // The latest stands first: all of the soap.
    await page.getByRole('link', { name: 'Labels of what arrived' }).first().click();
    const labels = page.getByRole('dialog', { name: 'Labels' });
    await labels.getByRole('button', { name: /\b20\b/ }).waitFor();
    expect(await findFaults(page, 'labels of what arrived')).toEqual([]);
    await labels.getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => new URL(page.url()).search).toBe('');
    expect(await office.discrepancies()).toEqual([]);
  });

  it('receives once where the answer was lost: the order says so, and nothing comes twice', async () => {
    const { page, office } = shop();
    const order = await placeOrder(office, [[GOODS.tea.sku, 10, 200]]);
    const before = await onHand(GOODS.tea.sku);
    await open(`/purchasing/${order.orderId}`);
    const receive = page.getByRole('button', { name: 'Receive all as ordered' });
    await receive.waitFor();
    await page.route(`**/purchase-orders/${order.orderId}/receipts`, async (route) => {
      await route.fetch();
      await route.abort();
    });
    await receive.click();
    await page.getByRole('list', { name: 'What arrived' }).waitFor();
    await page.unroute(`**/purchase-orders/${order.orderId}/receipts`);
    expect(await receive.count()).toBe(0);
    expect(await onHand(GOODS.tea.sku)).toBe(before + 10_000);
    expect((await read(order.orderId)).receipts).toHaveLength(1);
  });

  it('says which number it does not know, and gives up what was sent', async () => {
    const { page, office } = shop();
    await open('/purchasing/PO-009999');
    await page.getByText('There is no order PO-009999').waitFor();
    const order = await placeOrder(office, [[GOODS.tea.sku, 1, 200]]);
    await open(`/purchasing/${order.orderId}`);
    await page.getByRole('button', { name: 'Cancel order' }).click();
    const asked = page.getByRole('dialog', { name: `Cancel ${order.number}?` });
    await asked.getByRole('button', { name: 'Cancel order' }).click();
    await page.getByText('The order is cancelled').waitFor();
    expect((await read(order.orderId)).state).toBe('cancelled');
  });
});
