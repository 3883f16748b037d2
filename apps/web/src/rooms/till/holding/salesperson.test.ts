import type { SalespersonSettings } from '@mosaajii/domain/sale';
import { beforeEach, describe, expect, it } from 'vitest';
import { type SampleTill, sampleTill } from '../fixtures.ts';
import { createTill, type Till } from '../till-context.tsx';
import { lineSoldBy, soldBy } from './salesperson.tsx';

let sample: SampleTill;
let till: Till;
beforeEach(async () => {
  sample = await sampleTill();
  till = createTill(sample.ports, [], (error) => {
    throw error;
  });
  const [milk] = sample.ports.catalog.search('milk', 1);
  const [bread] = sample.ports.catalog.search('bread', 1);
  if (milk === undefined || bread === undefined) throw new Error('no such goods');
  till.selling.add(milk);
  till.selling.add(bread);
});
const rule = (salesperson: SalespersonSettings) => Object.assign(sample.ports.shop, { salesperson });
const pay = () => till.paying.take({ kind: 'cash', amountMinor: null });
const state = () => till.carts.store.getState();
const sold = () => state().done?.sale.payload;

describe('who sold', () => {
  it('is asked before money is taken where the store wants to know, and the cart stays as it is', async () => {
    rule({ per: 'sale', isRequired: true, isPrinted: false });
    await pay();
    expect(state()).toMatchObject({
      done: null,
      payProblem: { code: 'salesperson-missing' },
      editor: { kind: 'sale-note' },
    });
    expect(till.carts.active().lines).toHaveLength(2);
    const { userId } = sample.ports.person;
    // Where it is required, the cashier is named like everybody else.
    till.carts.change((cart) => soldBy(cart, userId, null));
    await pay();
    expect(sold()).toMatchObject({ salespersonId: userId });
  });

  it('is written line by line, and a line of whoever sold the rest needs no word', async () => {
    rule({ per: 'line', isRequired: true, isPrinted: true });
    const [amina, baraka] = [sample.ports.newId(), sample.ports.newId()];
    const [first, second] = till.carts.active().lines.map((line) => line.lineId);
    till.carts.change((cart) => lineSoldBy(cart, first ?? '', amina, null));
    await pay();
    expect(state().payProblem?.code).toBe('salesperson-missing');
    till.carts.change((cart) => lineSoldBy(soldBy(cart, baraka, null), second ?? '', baraka, baraka));
    await pay();
    expect(sold()?.salespersonId).toBe(baraka);
    expect(sold()?.lines.map((line) => line.salespersonId)).toEqual([amina, undefined]);
  });

  it('is nobody’s business where the store has turned it off', async () => {
    rule({ per: 'off', isRequired: true, isPrinted: true });
    await pay();
    expect(sold()).not.toHaveProperty('salespersonId');
  });

  it('is taken back by choosing nobody', () => {
    const [line] = till.carts.active().lines;
    const named = lineSoldBy(till.carts.active(), line?.lineId ?? '', 'a', null);
    expect(lineSoldBy(named, line?.lineId ?? '', '', null).lines[0]).toEqual(line);
    expect(soldBy(soldBy(named, 'b', null), '', null)).not.toHaveProperty('origin');
  });
});
