import 'fake-indexeddb/auto';
import { subjectOf } from '@mosaajii/domain/approval';
import type { LayawayItem } from '@mosaajii/domain/layaway';
import { minor, ppm } from '@mosaajii/domain/money';
import type { Operation, SaleCompleted } from '@mosaajii/domain/operation';
import { ROLE_LIMITS, ROLE_PERMISSIONS } from '@mosaajii/domain/permission';
import { act, type ReactNode } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Device, DeviceProvider } from '../../../platform/device/index.ts';
import { source } from '../../../platform/device/observable.ts';
import { layaway } from '../../../platform/i18n/en/layaway.ts';
import { layers } from '../../../platform/i18n/en/layers.ts';
import { addMessages } from '../../../platform/i18n/index.ts';
import { TEST_USER, testId } from '../../../platform/journal/fixtures.ts';
import { createTestPage } from '../../../platform/testing/test-page.tsx';
import { subjectOfCart } from '../approving.ts';
import { setCustomer } from '../cart-customer.ts';
import { type SampleTill, sampleCode, sampleRows, sampleTill } from '../fixtures.ts';
import { figuresOf } from '../order.ts';
import { createTill, type Till, TillProvider } from '../till-context.tsx';
import { CancelLayaway } from './cancel-layaway.tsx';
import { CompleteLayaway } from './complete-layaway.tsx';
import { knownLayaways } from './known-layaways.ts';
import { LayawayDetail } from './layaway-detail.tsx';
import { PutAside } from './put-aside.tsx';

addMessages('layaway', layaway);
addMessages('layers', layers);

const page = createTestPage();
let sample: SampleTill;
let till: Till;
let device: Device;
let printed: string[] = [];
beforeEach(async () => {
  // What a browser has for printing, and this one has not.
  printed = [];
  vi.stubGlobal('print', () => printed.push(document.querySelector('.print-host')?.textContent ?? ''));
  Object.assign(document, { fonts: { ready: Promise.resolve() }, adoptedStyleSheets: [] });
  sample = await sampleTill();
  till = createTill(sample.ports, [], (error) => {
    throw error;
  });
  const always = (value: unknown) => ({ get: () => value, subscribe: () => () => undefined });
  const user = {
    userId: TEST_USER,
    role: 'manager',
    permissions: [...ROLE_PERMISSIONS.manager],
    limits: ROLE_LIMITS.manager,
  };
  // What is done with layaways looks at nothing else of the device: without a server, as it is offline.
  device = {
    journal: sample.device.journal,
    practice: { isOn: false },
    sections: { items: () => source(null) },
    session: { state: always({ status: 'signed-in', session: { user } }), can: () => true },
  } as unknown as Device;
});

const show = (task: ReactNode) =>
  page.open(
    <DeviceProvider device={device}>
      <TillProvider value={till}>{task}</TillProvider>
    </DeviceProvider>,
  );

/** Two taps in one moment, as a trembling hand makes them; then what they began is waited for. */
async function tapTwice(name: string, isDone: () => Promise<boolean>): Promise<void> {
  const [button] = page.buttons(name);
  if (button === undefined) throw new Error(`there is no ${name}`);
  await act(async () => {
    button.click();
    button.click();
  });
  await vi.waitFor(() => act(async () => expect(await isDone()).toBe(true)));
}

async function journalled(kind: Operation['kind']): Promise<Operation[]> {
  const entries = await sample.device.journal.unsentEntries();
  return entries.map(({ operation }) => operation).filter((operation) => operation.kind === kind);
}
const isJournalled = (kind: Operation['kind']) => async () => (await journalled(kind)).length > 0;

function ring(): void {
  till.selling.code(sampleCode(0));
  const [amina] = sample.ports.customers.search('amina', 1);
  if (amina === undefined) throw new Error('no Amina');
  till.carts.adjust((cart) => setCustomer(cart, amina));
}

async function known(): Promise<LayawayItem> {
  const [item] = await knownLayaways(device);
  if (item === undefined) throw new Error('nothing is put aside');
  return item;
}

/** A pint of milk for 130.00 that is put aside with the least deposit, 26.00. */
async function putAside(): Promise<LayawayItem> {
  ring();
  await show(<PutAside onOpened={() => undefined} />);
  await tapTwice('Put this sale aside', isJournalled('deposit.taken'));
  return known();
}

function askForAge(minimumAge: number): void {
  const [milk] = sampleRows().variants;
  if (milk === undefined) throw new Error('no milk');
  const variants = [{ ...milk, selling: { minimumAge } }];
  sample.changeCatalog({ products: [{ productId: milk.productId, variants }] });
}

const nothing = () => undefined;

describe('two taps', () => {
  it('put a sale aside once, with one deposit, and the cart is gone', async () => {
    const item = await putAside();
    expect(await journalled('deposit.taken')).toHaveLength(1);
    expect(item).toMatchObject({ state: 'open', totalMinor: 13_000, paid: [{ amountMinor: 2_600 }] });
    expect(till.carts.active().lines).toEqual([]);
  });

  it('carry what was approved of the cart, for the sale that it would have been', async () => {
    const cashier = { ...sample.ports.person, permissions: ROLE_PERMISSIONS.cashier, limits: ROLE_LIMITS.cashier };
    till = createTill({ ...sample.ports, person: cashier }, [], () => undefined);
    ring();
    till.carts.adjust((cart) => ({ ...cart, saleDiscounts: [{ kind: 'percent', ratePpm: ppm(500_000) }] }));
    await show(<PutAside onOpened={nothing} />);
    await page.shows('This needs the approval');
    const cart = till.carts.active();
    const subject = subjectOfCart(cart, figuresOf(cart, sample.ports.shop.rules));
    const [approvalId, approverId] = [testId(), testId()];
    const actions = [{ action: 'discount', asked: 500_000, most: 100_000 }] as const;
    const given = { approvalId, userId: TEST_USER, approverId, method: 'pin', actions, subject } as const;
    await sample.device.journal.giveApproval(given);
    await act(async () => {
      till.carts.adjust((now) => ({ ...now, approvals: [{ approvalId, subject, by: 'Amina' }] }));
    });
    await tapTwice('Put this sale aside', isJournalled('deposit.taken'));
    const [opened] = (await journalled('deposit.taken')) as Operation<'deposit.taken'>[];
    expect(opened?.payload).toMatchObject({ layawayId: cart.saleId, approvals: [approvalId] });
    // What the server hashes is what was approved.
    expect(opened === undefined ? null : subjectOf(opened)).toBe(subject);
  });

  it('take one payment', async () => {
    const item = await putAside();
    await show(<LayawayDetail item={item} onBack={nothing} onChanged={nothing} />);
    await page.press('Take a payment');
    await tapTwice('Take', async () => (await journalled('deposit.taken')).length > 1);
    const paid = (await known()).paid.map((part) => part.amountMinor);
    expect(paid).toEqual([2_600, 10_400]);
  });

  it('complete one sale, paid by the deposit and by the rest', async () => {
    const item = await putAside();
    await show(<CompleteLayaway item={item} onClose={nothing} />);
    await tapTwice('Complete the sale', isJournalled('sale.completed'));
    const [sale, ...more] = await journalled('sale.completed');
    expect(more).toEqual([]);
    const { tenders, ageCheck } = sale?.payload as SaleCompleted;
    expect(tenders.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['deposit', 2_600],
      ['cash', 10_400],
    ]);
    expect(ageCheck).toBeUndefined();
    expect(await known()).toMatchObject({ state: 'completed', usedMinor: 2_600 });
  });

  it('give it up once', async () => {
    const item = await putAside();
    await show(<CancelLayaway item={item} onDone={nothing} onClose={nothing} />);
    await page.press('Give');
    await page.shows('Say why');
    expect(await journalled('deposit.returned')).toEqual([]);
    const field = page.host.querySelector('input');
    if (field === null) throw new Error('there is no field for the reason');
    await act(async () => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, 'changed their mind');
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await tapTwice('Give', isJournalled('deposit.returned'));
    expect(await journalled('deposit.returned')).toMatchObject([
      {
        payload: { reason: 'changed their mind', refunds: [{ kind: 'cash', amountMinor: 2_600 }], feeMinor: minor(0) },
      },
    ]);
    expect(await known()).toMatchObject({ state: 'cancelled' });
    // The slip of what went back.
    await vi.waitFor(() => expect(printed).toHaveLength(1));
    expect(printed[0]).toContain('changed their mind');
  });
});

describe('goods for people of an age', () => {
  it('are not handed over until somebody looked, and the sale says who did', async () => {
    const item = await putAside();
    askForAge(18);
    await show(<CompleteLayaway item={item} onClose={nothing} />);
    await page.shows('Born on or before 22 Nov 2008?');
    await page.press('Complete the sale');
    await page.shows('First answer what these goods ask.');
    expect(await journalled('sale.completed')).toEqual([]);
    const box = page.host.querySelector<HTMLInputElement>('input[type=checkbox]');
    await act(async () => box?.click());
    await tapTwice('Complete the sale', isJournalled('sale.completed'));
    const [sale] = await journalled('sale.completed');
    expect(sale?.payload).toMatchObject({ ageCheck: { minimumAge: 18, confirmedBy: TEST_USER } });
  });
});
