import { randomUUID } from 'node:crypto';
import { milli, priceE4 } from '@mosaajii/domain';
import type { SellingRules } from '@mosaajii/domain/catalog';
import { describe, expect, it } from 'vitest';
import { reportCashiers } from '../cashiers/report.ts';
import { registerForEach } from './test-each.ts';
import { NOW, type TestRegister, TODAY } from './test-register.ts';
import type { TestShop } from './test-shop.ts';

let shop: TestShop;
let register: TestRegister;
const { said } = registerForEach((given) => {
  ({ shop, register } = given);
  register.userId = shop.users.cashier;
});

const EARLIER = '2026-01-01T00:00:00.000Z';

/** What tills ask about the first product, since when. */
function asked(selling: SellingRules | null, since = EARLIER) {
  return shop.owner.query('update variant set selling = $2, selling_since = $3 where variant_id = $1', [
    shop.variants[0],
    selling === null ? null : JSON.stringify(selling),
    since,
  ]);
}
type Sale = Parameters<NonNullable<Parameters<TestRegister['sale']>[0]>['change'] & object>[0];
const sold = (change: (sale: Sale) => Sale = (sale) => sale) => register.sale({ pieces: [1], change });

describe('goods for people of an age', () => {
  it('are posted and marked when nobody said that they had looked, or looked for less', async () => {
    await asked({ minimumAge: 18 });
    const checked = (minimumAge: number) =>
      sold((sale) => ({ ...sale, ageCheck: { minimumAge, confirmedBy: register.userId } }));
    expect(await said(register, register.open(), sold(), checked(16), checked(18), checked(21))).toEqual([
      'applied',
      'flagged age-unchecked',
      'flagged age-unchecked',
      'applied',
      'applied',
    ]);
    const { cashiers } = await shop.deps.db.read(shop.organizationId, (tx) =>
      reportCashiers(tx, { from: TODAY, to: TODAY }),
    );
    const mine = cashiers.find((one) => one.userId === shop.users.cashier);
    expect(mine?.flagged).toContainEqual({ flag: 'age-unchecked', count: 2 });
  });

  it('are marked when whoever is said to have looked was not there', async () => {
    await asked({ minimumAge: 18 });
    const lookedAt = (confirmedBy: string) => sold((sale) => ({ ...sale, ageCheck: { minimumAge: 18, confirmedBy } }));
    const answers = await said(
      register,
      register.open(),
      lookedAt(randomUUID()),
      lookedAt(shop.users.suspended),
      lookedAt(shop.users.administrator),
    );
    expect(answers).toEqual(['applied', 'flagged age-unchecked', 'flagged age-unchecked', 'applied']);
  });

  it('are not marked for a rule that came after the sale, nor when another system sold them', async () => {
    await asked({ minimumAge: 18 }, new Date(Date.parse(NOW) + 60_000).toISOString());
    expect(await said(register, register.open(), sold())).toEqual(['applied', 'applied']);
    await asked({ minimumAge: 18 });
    register = await shop.register({ purpose: 'import' });
    expect(await said(register, register.open(), sold())).toEqual(['applied', 'applied']);
  });
});

describe('a price that was asked for', () => {
  const UNASKED = 'flagged permission-missing open-price-unasked';
  const open = (price: number) =>
    register.sale({
      pieces: [1],
      line: (line) => ({
        ...line,
        priceSource: 'open',
        listPriceE4: priceE4(price),
        unitPriceE4: priceE4(price),
      }),
    });

  it('is posted and marked outside of what the goods may have, within it is not', async () => {
    await asked({ openPrice: { minE4: priceE4(1_000_000), maxE4: priceE4(2_000_000) } });
    expect(
      await said(register, register.open(), open(1_000_000), open(2_000_000), open(990_000), open(2_010_000)),
    ).toEqual([
      'applied',
      'applied',
      'applied',
      'flagged permission-missing open-price-range',
      'flagged permission-missing open-price-range',
    ]);
  });

  it('is marked where the goods have a price and ask for none, unless a label said it', async () => {
    await asked(null);
    const typed = () => open(1_000_000);
    const opened = register.open();
    const labelled = register.sale({
      pieces: [1],
      line: (line) => ({
        ...line,
        priceSource: 'open',
        listPriceE4: priceE4(1_000_000),
        unitPriceE4: priceE4(1_000_000),
        isLabelPrice: true,
      }),
    });
    expect(await said(register, opened, labelled, typed())).toEqual(['applied', 'applied', UNASKED]);
    // Whoever may charge other prices may charge this one.
    register.userId = shop.users.administrator;
    expect(await said(register, typed())).toEqual(['applied']);
    register.userId = shop.users.cashier;
    await asked({ openPrice: { minE4: priceE4(1) } });
    expect(await said(register, typed())).toEqual(['applied']);
  });

  it('is asked for where the goods had none then, or had just been given one', async () => {
    await asked(null);
    const version = (number: number, minutes: number, price: number | null) =>
      shop.owner.query(
        'insert into variant_price (organization_id, variant_id, version, price_e4, valid_from) values ($1, $2, $3, $4, $5)',
        [shop.organizationId, shop.variants[0], number, price, new Date(Date.parse(NOW) + minutes * 60_000)],
      );
    await version(2, -600, null);
    await version(3, -10, 2_500_000);
    expect(await said(register, register.open(), open(1_000_000))).toEqual(['applied', 'applied']);
    await shop.owner.query('delete from variant_price where version > 1');
    expect(await said(register, open(1_000_000))).toEqual([UNASKED]);
  });

  it('is anybody’s who may charge other prices', async () => {
    await asked({ openPrice: { maxE4: priceE4(1_000_000) } });
    register.userId = shop.users.administrator;
    expect(await said(register, register.open(), open(9_000_000))).toEqual(['applied', 'applied']);
  });
});

describe('a weight', () => {
  it('is kept with its tare, and marked when gross less tare is not what was sold', async () => {
    await asked(null);
    const weighed = (grossMilli: number, tareMilli: number) =>
      register.sale({
        pieces: [1],
        line: (line) => ({
          ...line,
          unit: 'kg',
          quantityMilli: milli(500),
          weighing: { grossMilli: milli(grossMilli), tareMilli: milli(tareMilli), source: 'scale' },
        }),
      });
    const opened = register.open();
    const sale = weighed(525, 25);
    expect(await said(register, opened, sale, weighed(525, 0))).toEqual([
      'applied',
      'applied',
      'flagged weight-differs',
    ]);
    const { rows } = await shop.owner.query<{ inputs: unknown }>('select inputs from sale_line where sale_id = $1', [
      sale.operationId,
    ]);
    expect(rows[0]?.inputs).toMatchObject({ weighing: { grossMilli: 525, tareMilli: 25, source: 'scale' } });
  });

  it('is rejected where it cannot be read', async () => {
    const opened = register.open();
    const broken = register.sale({
      pieces: [1],
      line: (line) => ({
        ...line,
        weighing: { grossMilli: milli(1), tareMilli: milli(-1), source: 'scale' },
      }),
    });
    expect(await said(register, opened, broken)).toEqual(['applied', 'rejected malformed-operation']);
  });
});
