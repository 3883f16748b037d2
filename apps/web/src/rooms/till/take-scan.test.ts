import { DEFAULT_SCAN_RULES, priceCheckDigit, type ScanRule } from '@mosaajii/domain/barcode';
import { checkDigit } from '@mosaajii/domain/catalog';
import { minor, priceE4 } from '@mosaajii/domain/money';
import { ROLE_PERMISSIONS } from '@mosaajii/domain/permission';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { beyondOf, stillBeyond } from './approving.ts';
import { sampleCode, sampleRows, sampleTill } from './fixtures.ts';
import { parseOmnibox } from './omnibox.ts';
import { figuresOf } from './order.ts';
import { opensOrders } from './order-codes.ts';
import { runIntent } from './run-intent.ts';
import { onCodeOf } from './scan-kinds.ts';
import { loadScanReader, takeScan } from './take-scan.ts';
import { createTill } from './till-context.tsx';

const [MILK, BREAD, BANANAS, GIFT] = [0, 1, 9, 15];
const GS = '\u001d';
const RULES: readonly ScanRule[] = [
  { kind: 'label', pattern: '21IIIIIVVVVVC', measure: 'weight', decimals: 3, priceAs: 'quantity' },
  { kind: 'label', pattern: '22IIIIIVVVVVC', measure: 'price', decimals: 2, priceAs: 'quantity' },
  { kind: 'label', pattern: '23IIIIIVVVVVC', measure: 'price', decimals: 2, priceAs: 'price' },
  { kind: 'label', pattern: '24IIIIIVVVVVC', measure: 'count', decimals: 0, priceAs: 'price' },
  { kind: 'label', pattern: '20IIIIIPVVVVC', measure: 'price', decimals: 2, priceAs: 'price' },
  ...DEFAULT_SCAN_RULES,
];

const withCheck = (body: string) => body + checkDigit(body);
const label = (prefix: string, value: number, item = '00042') =>
  withCheck(`${prefix}${item}${String(value).padStart(5, '0')}`);
const gtin14 = (index: number) => sampleCode(index).padStart(14, '0');

/** A till whose bananas have the number 42 on the scale. */
async function openTill(role: 'cashier' | 'manager' = 'manager', unitPriceE4?: number) {
  const sample = await sampleTill({ role });
  const rows = sampleRows().variants;
  const goods = [BANANAS, GIFT].map((index) => rows[index as number]);
  sample.changeCatalog({
    products: goods.flatMap((variant, index) => {
      if (variant === undefined) return [];
      const code = { code: index === 0 ? '42' : '00077', isGtin: false, displayCode: '42', quantityMilli: 1000 };
      const price = unitPriceE4 === undefined || index > 0 ? {} : { priceE4: unitPriceE4 };
      const changed = { ...variant, ...price, codes: [...variant.codes, code] } as typeof variant;
      return [{ productId: variant.productId, variants: [changed] }];
    }),
  });
  const shop = { ...sample.ports.shop, scanRules: RULES };
  const till = createTill({ ...sample.ports, shop }, [], (error) => {
    throw error;
  });
  const paths: string[] = [];
  const scan = (code: string) => takeScan(till, (path) => paths.push(path), { code, source: 'wedge' });
  const state = () => till.carts.store.getState();
  const lines = () => till.carts.active().lines;
  const total = () => {
    const figures = figuresOf(till.carts.active(), till.ports.shop.rules);
    return figures.kind === 'totals' ? figures.totals.totalMinor : null;
  };
  return { till, scan, state, lines, total, paths, device: sample.device };
}

beforeEach(loadScanReader);

describe('labels of a scale', () => {
  it('sell what was weighed, counted or priced', async () => {
    const { scan, lines, total, state } = await openTill();
    scan(label('21', 1240));
    expect(lines()[0]).toMatchObject({ name: 'Bananas', quantityMilli: 1240 });
    scan(label('24', 3));
    scan(label('22', 7500));
    expect(lines().map((line) => line.quantityMilli)).toEqual([1240, 3000, 500]);
    expect(total()).toBe(18_600 + 45_000 + 7_500);
    expect(state().notices).toEqual([]);
  });

  it('charge one piece at the printed price when the rule says so, also where the catalogue has no price', async () => {
    const { scan, lines, till } = await openTill('cashier');
    scan(label('23', 1999));
    scan(label('22', 500, '00077'));
    expect(lines()).toMatchObject([
      { quantityMilli: 1000, unitPriceE4: 19_990_000, listPriceE4: null, isLabelPrice: true },
      { name: 'Gift wrapping', quantityMilli: 1000, unitPriceE4: 5_000_000 },
    ]);
    expect(till.selling.setPrice(lines()[0]?.lineId ?? '', null), 'the label is not a cashier’s to change').toBe(false);
  });

  it('say in the sale that a label said the price, and no longer once somebody changed it', async () => {
    const { scan, lines, till } = await openTill('manager');
    scan(label('23', 1999));
    const said = () => {
      const figures = figuresOf(till.carts.active(), till.ports.shop.rules);
      return figures.kind === 'totals' ? figures.order.lines : [];
    };
    expect(said()).toMatchObject([{ priceSource: 'open', isLabelPrice: true }]);
    expect(till.selling.setPrice(lines()[0]?.lineId ?? '', priceE4(10_000_000))).toBe(true);
    expect(said()).toMatchObject([{ priceSource: 'open', unitPriceE4: 10_000_000 }]);
    expect(said()[0]).not.toHaveProperty('isLabelPrice');
  });

  it('come to exactly what the label says, whatever the price of the goods', async () => {
    const { till, scan, total } = await openTill('manager', 1_234_567_891);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), (cents) => {
        till.carts.change((cart) => ({ ...cart, lines: [] }));
        scan(label('22', cents));
        expect(total()).toBe(cents);
      }),
      { numRuns: 300 },
    );
  });

  it('are multiplied by what was typed before', async () => {
    const { scan, lines, till } = await openTill();
    till.carts.store.setState({ nextQuantity: 3000 as never });
    scan(label('21', 500));
    expect(lines()[0]?.quantityMilli).toBe(1500);
    expect(till.carts.store.getState().nextQuantity).toBeNull();
  });

  it('say when their check digits are wrong and when nobody has their item, and add nothing', async () => {
    const { scan, lines, state } = await openTill();
    const right = label('21', 1240);
    const wrong = right.slice(0, 12) + ((Number(right[12]) + 1) % 10);
    const wrongValue = withCheck(`2000042${(Number(priceCheckDigit('1995')) + 1) % 10}1995`);
    for (const code of [wrong, wrongValue, label('21', 1240, '99999'), '5901234123458', wrong]) scan(code);
    expect(lines()).toEqual([]);
    expect(state().notices).toEqual([
      { kind: 'wrong-check', code: wrong, which: 'code' },
      { kind: 'wrong-check', code: '5901234123458', which: 'code' },
      { kind: 'unknown-item', code: label('21', 1240, '99999'), item: '99999' },
      { kind: 'wrong-check', code: wrongValue, which: 'value' },
    ]);
  });

  it('are read when they are typed', async () => {
    const { till, lines } = await openTill();
    const text = label('21', 1240);
    const outcome = runIntent(till, parseOmnibox(text, till.ports.shop.rules.currency), {
      navigate: () => undefined,
      hit: null,
    });
    expect(outcome).toEqual({ isDone: true });
    expect(lines()[0]?.quantityMilli).toBe(1240);
  });
});

describe('GS1 codes', () => {
  it('put lot, last day and serial number on the line, the document and the record', async () => {
    const { scan, lines, till, device } = await openTill();
    scan(`]C101${gtin14(MILK as number)}17271231${'10LOT-7'}${GS}21SN-1`);
    expect(lines()[0]).toMatchObject({ lot: 'LOT-7', expiresOn: '2027-12-31', serial: 'SN-1' });
    scan(`]d201${gtin14(MILK as number)}10LOT-7${GS}21SN-1`);
    expect(lines(), 'the same piece is not sold twice').toHaveLength(1);
    expect(till.carts.store.getState().notices[0]).toEqual({ kind: 'same-serial', code: 'SN-1' });
    scan(sampleCode(MILK as number));
    expect(lines(), 'a piece with a number does not count up').toHaveLength(2);
    await till.paying.take({ kind: 'cash', amountMinor: null });
    const [document] = await device.journal.listSales({ recent: 1 });
    const found = await device.journal.findSale({ saleId: document?.documentId ?? '' });
    expect(found.ok && found.value).toMatchObject({
      payload: { lines: [{ lot: 'LOT-7', expiresOn: '2027-12-31', serial: 'SN-1' }, {}] },
    });
  });

  it('count up within one lot and day', async () => {
    const { scan, lines } = await openTill();
    for (const lot of ['A', 'A', 'B']) scan(`01${gtin14(MILK as number)}10${lot}`);
    expect(lines().map(({ lot, quantityMilli }) => [lot, quantityMilli])).toEqual([
      ['A', 2000],
      ['B', 1000],
    ]);
  });

  it('sell the net weight, and the printed price', async () => {
    const { scan, lines, total } = await openTill();
    scan(`01${gtin14(BANANAS as number)}3103000750`);
    expect(lines()[0]).toMatchObject({ quantityMilli: 750 });
    scan(`01${gtin14(BANANAS as number)}31030007503922${'9999'}`);
    expect(lines()[1]).toMatchObject({ quantityMilli: 750, isLabelPrice: true });
    expect(total()).toBe(11_250 + 9_999);
  });

  it('are refused in another currency, when nothing can be read, and when they name no goods', async () => {
    const { scan, lines, state } = await openTill();
    scan(`01${gtin14(BANANAS as number)}31030007503932978100`);
    scan(`]C1019999999999999910A`);
    scan(']C100106141412345678908');
    expect(lines()).toEqual([]);
    expect(state().notices.map(({ kind }) => kind)).toEqual(['unreadable', 'unreadable', 'unreadable']);
    expect(state().notices.map((one) => 'detail' in one && one.detail)).toEqual([
      'The code names no goods.',
      'The check digit of (01) is wrong.',
      'The price of the code is in EUR.',
    ]);
  });

  it('of goods that nobody has wait beside the cart by their number', async () => {
    const { scan, state } = await openTill();
    scan('https://id.gs1.org/01/09520123456788');
    expect(state().unknown).toEqual([{ code: '09520123456788', times: 1 }]);
  });

  it('keep the order of the counter while their tables load', async () => {
    vi.resetModules();
    const fresh = await import('./take-scan.ts');
    const { till, lines } = await openTill();
    const take = (code: string) => fresh.takeScan(till, () => undefined, { code, source: 'wedge' });
    take(`01${gtin14(MILK as number)}10A`);
    take(sampleCode(BREAD as number));
    take(`01${gtin14(BANANAS as number)}3103000500`);
    expect(lines()).toEqual([]);
    await vi.waitFor(() => expect(lines()).toHaveLength(3));
    expect(lines().map(({ name }) => name)).toEqual(['Brookside Milk 1 L', 'White Bread 600 g', 'Bananas']);
  });
});

describe('goods past their day', () => {
  const old = `01${gtin14(MILK as number)}17200101`;

  it('stay out of the sale', async () => {
    const { scan, lines, state } = await openTill('cashier');
    scan(old);
    expect(lines()).toEqual([]);
    expect(state().notices[0]).toMatchObject({ kind: 'expired', code: 'Brookside Milk 1 L', expiresOn: '2020-01-01' });
  });

  it('are sold by somebody who may not only when it is approved', async () => {
    const { till, scan, lines, state } = await openTill('cashier');
    scan(old);
    const [first] = state().notices;
    if (first?.kind !== 'expired') throw new Error('there is no notice of the expired goods');
    expect(till.selling.addScanned(first.goods)).toBe(true);
    expect(lines()).toHaveLength(1);
    const figures = figuresOf(till.carts.active(), till.ports.shop.rules);
    expect(stillBeyond(till.ports, till.carts.active(), figures)).toEqual([{ action: 'expired-goods' }]);
    expect(beyondOf({ permissions: ROLE_PERMISSIONS.manager }, figures, till.ports)).toEqual([]);
    await till.paying.take({ kind: 'cash', amountMinor: minor(13_000) });
    expect(state().done).toBeNull();
    expect(state().payProblem).toMatchObject({ code: 'needs-approval' });
  });

  it('are sold on their last day', async () => {
    const { scan, lines, device } = await openTill('cashier');
    const today = new Date(device.clock.now()).toISOString().slice(2, 10).replaceAll('-', '');
    scan(`01${gtin14(MILK as number)}17${today}`);
    expect(lines()).toHaveLength(1);
  });
});

describe('codes that are no goods', () => {
  it('open the return of a receipt, known here or not', async () => {
    const { till, scan, paths } = await openTill();
    scan(sampleCode(MILK as number));
    await till.paying.take({ kind: 'cash', amountMinor: minor(13_000) });
    const number = till.carts.store.getState().done?.sale.receiptNumber ?? '';
    scan(number);
    scan('S9-R9-A-000001');
    await vi.waitFor(() => expect(paths).toHaveLength(2));
    const [unknown, known] = paths.toSorted((a, b) => a.length - b.length);
    expect(unknown).toBe('/orders?query=S9-R9-A-000001');
    expect(known).toMatch(/^\/orders\/.*\/return$/);
  });

  it('go to whoever answers for them, and else say what they are', async () => {
    const { scan, state } = await openTill();
    const taken: string[] = [];
    const stop = onCodeOf('gift-card', (code, { isPaying }) => {
      taken.push(`${code} ${isPaying}`);
      return code === 'G1' ? 'taken' : 'unknown';
    });
    scan('G1');
    scan('G2');
    await vi.waitFor(() => expect(state().notices).toHaveLength(1));
    stop();
    for (const code of ['G1', 'C1', 'V1', 'K1', 'P1']) scan(code);
    await vi.waitFor(() => expect(state().notices).toHaveLength(6));
    expect(taken).toEqual(['G1 false', 'G2 false']);
    expect(state().notices.map((one) => ('what' in one ? one.what : null))).toEqual([
      'purchase-order',
      'coupon',
      'voucher',
      'customer-card',
      'gift-card',
      'gift-card',
    ]);
  });

  it('open the purchase order that they are the number of, for who may see it', async () => {
    const { scan, state, paths } = await openTill();
    let mayRead = false;
    const stop = onCodeOf(
      'purchase-order',
      opensOrders(() => mayRead),
    );
    scan('PO-000012');
    await vi.waitFor(() => expect(state().notices).toHaveLength(1));
    mayRead = true;
    scan('P12');
    await vi.waitFor(() => expect(state().notices).toHaveLength(2));
    expect(paths).toEqual([]);
    scan('PO-000012');
    await vi.waitFor(() => expect(paths).toEqual(['/purchasing/PO-000012']));
    expect(state().notices).toHaveLength(2);
    stop();
  });

  it('never leave the payment: goods wait beside it, a receipt says so', async () => {
    const { till, scan, state, lines, paths } = await openTill();
    scan(sampleCode(MILK as number));
    till.carts.store.setState({ layer: { kind: 'payment' } });
    scan(label('21', 500));
    expect(state().late).toMatchObject([{ quantityMilli: 500 }]);
    expect(lines()).toHaveLength(1);
    scan('R000001');
    await vi.waitFor(() => expect(state().notices).toHaveLength(1));
    expect(paths).toEqual([]);
  });

  it('say so when whoever answers for them cannot', async () => {
    const { scan, state } = await openTill();
    const stop = onCodeOf('voucher', () => Promise.reject(new Error('the server is away')));
    scan('V7');
    await vi.waitFor(() =>
      expect(state().notices[0]).toMatchObject({ kind: 'unreadable', detail: 'Error: the server is away' }),
    );
    stop();
  });
});
