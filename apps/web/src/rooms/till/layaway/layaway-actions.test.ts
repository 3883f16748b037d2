import { ok, type Result, refuse } from '@mosaajii/domain';
import type { LayawayItem } from '@mosaajii/domain/layaway';
import { minor } from '@mosaajii/domain/money';
import { computeOrder, ENGINE_VERSION, type TenderInput } from '@mosaajii/domain/sale';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Device } from '../../../platform/device/index.ts';
import { cash, TEST_USER, testId, testOrder } from '../../../platform/journal/fixtures.ts';
import { type SampleTill, sampleTill } from '../fixtures.ts';
import { createTill, type Till } from '../till-context.tsx';
import { completeLayaway, payLayaway } from './layaway-actions.ts';

let sample: SampleTill;
let till: Till;
let device: Device;
let asked: number[];

type Answer = Result<string, { readonly code: string; readonly leftMinor?: number }>;
/** The server puts aside what it says is left. */
function serverHas(leftMinor: number | 'nothing of it' | 'no connection'): void {
  asked = [];
  const authorise = (_kind: string, _purse: string, amount: number): Promise<Answer> => {
    asked.push(amount);
    if (leftMinor === 'no connection') return Promise.resolve(refuse({ code: 'unreachable' }));
    if (leftMinor === 'nothing of it') return Promise.resolve(refuse({ code: 'value-unknown' }));
    return Promise.resolve(amount <= leftMinor ? ok('the-word') : refuse({ code: 'value-too-low', leftMinor }));
  };
  Object.assign(sample.ports.value, { authorise });
}

/** A layaway of this register of which the server has heard, with a payment that is not sent yet. */
async function paidHere(sent: number, unsent: number): Promise<LayawayItem> {
  const order = testOrder();
  const part = (amount: number): TenderInput => ({ ...cash(amount), tenderId: testId() });
  const item: LayawayItem = {
    id: testId(),
    number: 'L-S1-R2-A-000002',
    customerId: testId(),
    registerId: sample.ports.held.registerId,
    openedAt: '2026-11-20T10:00:00.000Z',
    openedBy: TEST_USER,
    currencyCode: 'KES',
    state: 'open',
    dueOn: '2027-01-01',
    engineVersion: ENGINE_VERSION,
    order,
    totalMinor: computeOrder(order).totalMinor,
    paid: sent === 0 ? [] : [{ ...part(sent), depositId: testId(), at: '2026-11-20T10:00:00.000Z' }],
    usedMinor: 0,
  };
  if (unsent === 0) return item;
  const depositId = testId();
  const tender = part(unsent);
  const done = await payLayaway(device, till, item, depositId, tender);
  if (!done.ok) throw new Error(done.error.detail);
  return { ...item, paid: [...item.paid, { ...tender, depositId, at: '2026-11-21T10:00:00.000Z' }] };
}

function complete(item: LayawayItem) {
  const left = item.paid.reduce((sum, one) => sum + one.amountMinor, 0);
  const rest = { ...cash(item.totalMinor - left), tenderId: testId() };
  return completeLayaway(device, till, item, { saleId: testId(), depositTenderId: testId() }, rest);
}

beforeEach(async () => {
  sample = await sampleTill();
  till = createTill(sample.ports, [], () => undefined);
  device = { practice: { isOn: false }, journal: sample.device.journal } as unknown as Device;
});

describe('completing a layaway at its own register', () => {
  it('goes on alone without a connection, or before the server heard of it', async () => {
    for (const state of ['no connection', 'nothing of it'] as const) {
      const item = await paidHere(state === 'nothing of it' ? 0 : 50, 20);
      serverHas(state);
      expect(await complete(item)).toMatchObject({ ok: true });
    }
  });

  it('is refused when another register ended it, although a payment of here is not sent yet', async () => {
    const item = await paidHere(50, 20);
    serverHas(0);
    expect(await complete(item)).toMatchObject({ ok: false, error: { code: 'spent' } });
    expect(asked).toEqual([70, 50]);
  });

  it('has the server put aside what it has heard of, and adds the payment that is not sent yet', async () => {
    const item = await paidHere(50, 20);
    serverHas(50);
    const done = await complete(item);
    if (!done.ok) throw new Error(done.error.detail);
    expect(done.value.payload.tenders).toMatchObject([
      { kind: 'deposit', amountMinor: minor(70), authorisationId: 'the-word' },
      { kind: 'cash' },
    ]);
  });
});
