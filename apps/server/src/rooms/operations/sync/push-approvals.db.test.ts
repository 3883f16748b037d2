import { createHash, randomUUID } from 'node:crypto';
import { minor, type Operation, ppm } from '@mosaajii/domain';
import { type ApprovalAction, subjectOf } from '@mosaajii/domain/approval';
import { describe, expect, it } from 'vitest';
import { registerForEach } from './test-each.ts';
import { NOW, type TestRegister, TODAY } from './test-register.ts';
import type { TestShop } from './test-shop.ts';

let shop: TestShop;
let register: TestRegister;
const { said } = registerForEach((given) => {
  ({ shop, register } = given);
  register.userId = shop.users.cashier;
});

const later = (minutes: number) => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();

/** A sale with 30 % off its first line; a cashier's own limit is 10 %. */
function discounted(approvals: readonly string[] = [], minutes = 0): Operation<'sale.completed'> {
  return register.sale({
    line: (line, index) => (index === 0 ? { ...line, discounts: [{ kind: 'percent', ratePpm: ppm(300_000) }] } : line),
    change: (sale) => (approvals.length === 0 ? sale : { ...sale, approvals }),
    envelope: { occurredAt: later(minutes), clock: { serverTime: later(minutes), elapsedMs: 0 } },
  });
}

interface Given {
  readonly by?: string;
  readonly action?: ApprovalAction;
  readonly method?: 'pin' | 'remote';
  readonly requestId?: string;
  readonly approvalId?: string;
  readonly on?: TestRegister;
  /** How many minutes the register's own clock is behind. */
  readonly behind?: number;
}

/** An approval for what an operation is about, sealed before it. */
function approvalFor(content: Parameters<typeof subjectOf>[0], part: Given = {}) {
  const approvalId = part.approvalId ?? randomUUID();
  const digest = createHash('sha256')
    .update(subjectOf(content) ?? '')
    .digest('hex');
  return (part.on ?? register).seal(
    'approval.given',
    {
      approvalId,
      approverId: part.by ?? shop.users.administrator,
      method: part.method ?? 'pin',
      actions: [{ action: part.action ?? 'discount', asked: 300_000, most: 100_000 }],
      digest,
      expiresAt: later(10 - (part.behind ?? 0)),
      ...(part.requestId && { requestId: part.requestId }),
    },
    approvalId,
    { occurredAt: later(-(part.behind ?? 0)) },
  );
}

/** The approval and then the sale, in the order of the chain, although the sale has to be known first. */
function approvedSale(part: Given & { readonly minutes?: number } = {}) {
  const approvalId = randomUUID();
  const { sequence, hash, receipt } = register;
  const draft = discounted([approvalId], part.minutes);
  Object.assign(register, { sequence, hash, receipt });
  const approval = approvalFor(draft, { ...part, approvalId });
  register.receipt += 1;
  const sale = register.seal('sale.completed', draft.payload, draft.operationId, {
    occurredAt: part.behind === undefined ? draft.occurredAt : later(-part.behind),
    clock: draft.clock,
  });
  return { approval, sale };
}

/** Somebody who may has said yes on another screen. */
async function answered(requestId: string, digest: string, at: string): Promise<void> {
  await shop.owner.query(
    `insert into approval_request (organization_id, request_id, register_id, store_id, requested_by, actions, digest,
       summary, state, created_at, expires_at, decided_by, decided_at)
     values ($1, $2, $3, $4, $5, '[]', $6, '{}', 'approved', $7, $7, $8, $7)`,
    [
      shop.organizationId,
      requestId,
      register.facts.registerId,
      shop.storeId,
      shop.users.cashier,
      digest,
      at,
      shop.users.administrator,
    ],
  );
}

describe('an approval', () => {
  it('makes up for the limit of who asked, and says so of both people', async () => {
    const opened = register.open();
    const { approval, sale } = approvedSale();
    expect(await said(register, opened, approval, sale)).toEqual(['applied', 'applied', 'applied']);
    const { rows } = await shop.owner.query<{ action: string; user_id: string; detail: Record<string, unknown> }>(
      'select action, user_id, detail from audit_entry where subject_id = any($1) order by action',
      [[approval.operationId, sale.operationId]],
    );
    expect(rows).toMatchObject([
      { action: 'approval.given', user_id: shop.users.cashier, detail: { approverId: shop.users.administrator } },
      { action: 'sale.completed', user_id: shop.users.cashier, detail: { approvedBy: [shop.users.administrator] } },
    ]);
  });

  it('works when it and what uses it come in different pushes, and a repeat changes nothing', async () => {
    const opened = register.open();
    const { approval, sale } = approvedSale();
    expect(await said(register, opened, approval)).toEqual(['applied', 'applied']);
    expect(await said(register, sale)).toEqual(['applied']);
    expect(await said(register, approval, sale)).toEqual(['applied', 'applied']);
  });

  it('is bound to its content: in another cart it is worth nothing', async () => {
    const opened = register.open();
    const { approval, sale } = approvedSale();
    const other = discounted([approval.operationId]);
    expect(await said(register, opened, approval, sale, other)).toEqual([
      'applied',
      'applied',
      'applied',
      'flagged approval-used limit-exceeded',
    ]);
  });

  it('flags the content that was changed after it', async () => {
    const opened = register.open();
    const draft = discounted();
    Object.assign(register, { sequence: 1, hash: opened.hash, receipt: 0 });
    const approval = approvalFor(draft);
    const changed = discounted([approval.operationId]);
    expect(await said(register, opened, approval, changed)).toEqual([
      'applied',
      'applied',
      'flagged approval-mismatch limit-exceeded',
    ]);
  });

  it('lasts ten minutes by the clock of the server, whatever it says itself', async () => {
    const opened = register.open();
    const inTime = approvedSale({ minutes: 10 });
    expect(await said(register, opened, inTime.approval, inTime.sale)).toEqual([
      'applied',
      'applied',
      'flagged clock-skew',
    ]);
    const late = approvedSale({ minutes: 11 });
    expect(await said(register, late.approval, late.sale)).toEqual([
      'applied',
      'flagged approval-expired limit-exceeded clock-skew',
    ]);
  });

  it('is not ended by a register whose own clock is an hour behind', async () => {
    const opened = register.open();
    const { approval, sale } = approvedSale({ behind: 60 });
    expect(await said(register, opened, approval, sale)).toEqual([
      'applied',
      'flagged clock-skew',
      'flagged clock-skew',
    ]);
  });

  it.each(['cashier', 'suspended'] as const)('of somebody who may not is worth nothing: %s', async (who) => {
    const opened = register.open();
    const { approval, sale } = approvedSale({ by: shop.users[who] });
    expect(await said(register, opened, approval, sale)).toEqual([
      'applied',
      'applied',
      'flagged approval-not-allowed limit-exceeded',
    ]);
  });

  it('covers its own action only', async () => {
    const opened = register.open();
    const { approval, sale } = approvedSale({ action: 'void' });
    expect(await said(register, opened, approval, sale)).toEqual(['applied', 'applied', 'flagged limit-exceeded']);
  });

  it('of another register, or that nobody knows, is worth nothing', async () => {
    const other = await shop.register();
    const opened = register.open();
    const approvalId = randomUUID();
    const sale = discounted([approvalId]);
    const foreign = approvalFor(sale, { approvalId, on: other });
    expect(await said(other, foreign)).toEqual(['applied']);
    expect(await said(register, opened, sale)).toEqual(['applied', 'flagged approval-foreign limit-exceeded']);
    const unknown = discounted([randomUUID()]);
    expect(await said(register, unknown)).toEqual(['flagged approval-unknown limit-exceeded']);
  });

  it('by somebody whom the shop does not know waits', async () => {
    const opened = register.open();
    const { approval } = approvedSale({ by: randomUUID() });
    expect(await said(register, opened, approval)).toEqual(['applied', 'held user-unknown']);
  });

  it('from another screen holds when the server knows the answer', async () => {
    const opened = register.open();
    const requestId = randomUUID();
    const { approval, sale } = approvedSale({ method: 'remote', requestId });
    await answered(requestId, approval.payload.digest, NOW);
    expect(await said(register, opened, approval, sale)).toEqual(['applied', 'applied', 'applied']);
    const made = approvedSale({ method: 'remote', requestId: randomUUID() });
    expect(await said(register, made.approval, made.sale)).toEqual([
      'applied',
      'flagged approval-foreign limit-exceeded',
    ]);
  });

  it('from another screen is worth nothing when the answer was kept for later', async () => {
    const opened = register.open();
    const requestId = randomUUID();
    const { approval, sale } = approvedSale({ method: 'remote', requestId });
    await answered(requestId, approval.payload.digest, later(-11));
    expect(await said(register, opened, approval, sale)).toEqual([
      'applied',
      'applied',
      'flagged approval-expired limit-exceeded',
    ]);
  });
});

describe('an approval of something at the drawer', () => {
  /** The approval and what it is for, in the order of the chain. */
  function approved<K extends 'cash.moved' | 'drawer.opened'>(kind: K, payload: Operation<K>['payload'], part: Given) {
    const approvalId = randomUUID();
    const operationId = 'movementId' in payload ? payload.movementId : randomUUID();
    const approval = approvalFor({ operationId, kind, payload }, { ...part, approvalId });
    const done = register.seal(kind, { ...payload, approvals: [approvalId] }, operationId);
    return { approval, done };
  }
  const within = () => ({ shiftId: register.shiftId, businessDate: TODAY });
  const paidOut = (amountMinor = 500) => ({
    ...within(),
    movementId: randomUUID(),
    kind: 'paid-out' as const,
    amountMinor: minor(amountMinor),
    reason: 'supplier' as const,
  });
  const noSale = () => ({ ...within(), reason: 'check' as const });

  it('is needed to open it without a sale, and makes up for the permission', async () => {
    const opened = register.open();
    const alone = register.seal('drawer.opened', noSale());
    const { approval, done } = approved('drawer.opened', noSale(), { action: 'no-sale' });
    expect(await said(register, opened, alone, approval, done)).toEqual([
      'applied',
      'flagged permission-missing',
      'applied',
      'applied',
    ]);
  });

  it('is needed to pay out more than the limit, for this amount and no other', async () => {
    const opened = register.open();
    const alone = paidOut();
    const over = register.seal('cash.moved', alone, alone.movementId);
    const { approval, done } = approved('cash.moved', paidOut(), { action: 'paid-out' });
    expect(await said(register, opened, over, approval, done)).toEqual([
      'applied',
      'flagged limit-exceeded',
      'applied',
      'applied',
    ]);
    const asked = paidOut(100);
    const other = approvalFor(
      { operationId: asked.movementId, kind: 'cash.moved', payload: asked },
      { action: 'paid-out' },
    );
    const more = { ...asked, amountMinor: minor(200), approvals: [other.operationId] };
    expect(await said(register, other, register.seal('cash.moved', more, more.movementId))).toEqual([
      'applied',
      'flagged approval-mismatch limit-exceeded',
    ]);
  });

  it('is used once', async () => {
    const opened = register.open();
    const { approval, done } = approved('drawer.opened', noSale(), { action: 'no-sale' });
    const again = register.seal('drawer.opened', { ...noSale(), approvals: [approval.operationId] });
    expect(await said(register, opened, approval, done, again)).toEqual([
      'applied',
      'applied',
      'applied',
      'flagged approval-used permission-missing',
    ]);
  });
});
