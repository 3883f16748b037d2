import type { CardCheck, CardDifference } from '@mosaajii/contract/card-checks';
import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { addMessages } from '../../platform/i18n/index.ts';
import { createTestPage, jsonAnswer } from '../../platform/testing/test-page.tsx';
import { useToasts } from '../../platform/ui/index.ts';
import { CardsToCheckScreen, words } from './shelves.tsx';

const AMINA = '01900000-0000-7000-8000-0000000000b1';
const JUMA = '01900000-0000-7000-8000-0000000000b2';
const SALE = {
  saleId: '01900000-0000-7000-8000-0000000000a1',
  receiptNumber: 'S1-R2-A-000007',
  storeId: '01900000-0000-7000-8000-0000000000c1',
  registerId: '01900000-0000-7000-8000-0000000000d1',
  currencyCode: 'KES',
};
const CARD: CardCheck = {
  ...SALE,
  tenderId: '01900000-0000-7000-8000-0000000000e1',
  userId: JUMA,
  occurredAt: '2026-11-20T09:30:00.000Z',
  amountMinor: 22_400,
  refundedMinor: 400,
  customerId: null,
  isOverdue: true,
};
const DIFFERENCE: CardDifference = {
  ...SALE,
  receiptNumber: 'S1-R2-A-000003',
  answer: {
    answerId: '01900000-0000-7000-8000-0000000000f1',
    saleId: SALE.saleId,
    tenderId: '01900000-0000-7000-8000-0000000000e2',
    outcome: 'declined',
    amountMinor: 5_000,
    standsAt: 'unpaid',
    reference: '',
    note: 'Not in the report',
    userId: AMINA,
    answeredAt: '2026-11-21T09:30:00.000Z',
  },
  correctionId: '01900000-0000-7000-8000-0000000000f2',
  tillOutcome: 'went-through',
  tillUserId: JUMA,
  tillAt: '2026-11-21T10:30:00.000Z',
};

const page = createTestPage();
const { shows, press } = page;
const open = (permissions = ['orders.read', 'sales.correct-tender']) => page.open(<CardsToCheckScreen />, permissions);
const posted = () => page.asked.filter(({ method }) => method === 'POST');
const ANSWER = `POST /orders/${CARD.saleId}/cards/${CARD.tenderId}/answer`;
const listed = (items: readonly CardCheck[], differences: readonly CardDifference[] = []) => {
  page.answers['GET /card-checks'] = () => jsonAnswer({ items, nextCursor: null, differences });
};

async function type(label: string, text: string): Promise<void> {
  const wanted = [...document.querySelectorAll('label')].find((one) => one.textContent?.includes(label));
  const field = document.getElementById(wanted?.htmlFor ?? '');
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
    field?.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

beforeEach(() => {
  // jsdom has no dialogs.
  HTMLDialogElement.prototype.showModal = function open() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
  addMessages('orders', words);
  page.answers = {
    'GET /users/names': () =>
      jsonAnswer({
        users: [
          { userId: AMINA, displayName: 'Amina' },
          { userId: JUMA, displayName: 'Juma' },
        ],
      }),
    'GET /registers': () => jsonAnswer({ registers: [] }),
  };
  listed([CARD]);
});

describe('cards to check', () => {
  it('are listed with since when and by whom, and marked when nobody looked for long', async () => {
    await open();
    await shows('S1-R2-A-000007');
    await shows('Juma');
    expect(page.host.textContent).toContain('224.00');
    expect(page.host.textContent).toContain('Overdue');
    listed([]);
    await open();
    await shows('No card to check');
  });

  it('are answered by whoever may, after it was said what that does and how it is known', async () => {
    page.answers[ANSWER] = () => jsonAnswer({});
    await open();
    await shows('S1-R2-A-000007');
    await press('Answer');
    await press('Save answer');
    await shows('Choose an answer.');
    await press('It did not');
    await shows('KES\u00a0220.00 will be booked as a sale that was not paid.');
    await press('Save answer');
    await shows('Say how you know that the card was not charged.');
    expect(posted()).toEqual([]);
    await type('How do you know?', ' Not in the report ');
    listed([]);
    await press('Save answer');
    await vi.waitFor(() => expect(useToasts.getState().toasts.at(-1)?.message).toBe('Noted. The tills hear of it.'));
    expect(posted()).toMatchObject([{ body: { outcome: 'declined', note: 'Not in the report', reference: '' } }]);
    await shows('No card to check');
  });

  it('say that the customer owes the amount where one is named', async () => {
    listed([{ ...CARD, customerId: AMINA }]);
    await open();
    await shows('S1-R2-A-000007');
    await press('Answer');
    await press('It did not');
    await shows('The customer of the sale will owe KES\u00a0220.00.');
  });

  it('name who was first and what they said', async () => {
    const problem = { code: 'card-answered', status: 409, title: 'Answered', detail: 'Answered.', action: 'Look.' };
    const extra = { by: 'register', outcome: 'declined', userId: JUMA, answeredAt: DIFFERENCE.tillAt };
    page.answers[ANSWER] = () =>
      new Response(JSON.stringify({ ...problem, extra }), {
        status: 409,
        headers: { 'content-type': 'application/problem+json' },
      });
    await open();
    await shows('S1-R2-A-000007');
    await press('Answer');
    await press('It went through');
    await press('Save answer');
    await shows('Answered before by Juma. The till: it did not go through, it was paid otherwise.');
  });

  it('are only looked at by who may not answer, and two answers stand side by side', async () => {
    listed([CARD], [DIFFERENCE]);
    await open(['orders.read']);
    await shows('Two different answers:');
    await shows('The office: it did not go through.');
    await shows('The till: it went through.');
    expect(page.buttons('Answer')).toEqual([]);
    await shows('Answering needs the permission sales.correct-tender.');
  });
});
