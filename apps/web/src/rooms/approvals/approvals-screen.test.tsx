import type { ApprovalItem } from '@mosaajii/contract/approvals';
import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { addMessages } from '../../platform/i18n/index.ts';
import { createTestPage, jsonAnswer, problemAnswer } from '../../platform/testing/test-page.tsx';
import { useToasts } from '../../platform/ui/index.ts';
import { ApprovalsScreen, words } from './screens.tsx';

const ASKED: ApprovalItem = {
  requestId: '01900000-0000-7000-8000-0000000000a1',
  state: 'open',
  register: { code: 'S1-R2', name: 'Back till' },
  storeName: 'Kilimani',
  requestedBy: { userId: '01900000-0000-7000-8000-0000000000b1', displayName: 'Juma' },
  actions: [{ action: 'discount', asked: 300_000, most: 100_000 }],
  content: {
    kind: 'sale',
    totalMinor: 22_400,
    receiptNumber: null,
    lines: [
      {
        name: 'Green tea',
        unit: 'pcs',
        quantityMilli: 2000,
        unitPriceE4: 160_000_000,
        listPriceE4: 200_000_000,
        reductions: [{ kind: 'percent', ratePpm: 300_000 }],
      },
    ],
    lineCount: 4,
    saleReductions: [{ kind: 'amount', amountMinor: 500 }],
  },
  createdAt: '2026-11-22T09:30:00.000Z',
  expiresAt: '2026-11-22T09:40:00.000Z',
  decidedBy: null,
  decidedAt: null,
  note: null,
  hindrance: null,
};
const DONE: ApprovalItem = {
  ...ASKED,
  requestId: '01900000-0000-7000-8000-0000000000a2',
  state: 'refused',
  content: { ...ASKED.content, kind: 'return', receiptNumber: 'S1-R2-A-000007' },
  decidedBy: { userId: '01900000-0000-7000-8000-0000000000b2', displayName: 'Amina' },
  decidedAt: '2026-11-22T09:31:00.000Z',
  note: 'Twenty is enough',
};

const page = createTestPage();
const { shows, press } = page;
const open = () => page.open(<ApprovalsScreen />, ['sales.approve']);
const posted = () => page.asked.filter(({ method }) => method === 'POST');
let sockets: EventTarget[];

beforeEach(() => {
  addMessages('approval', words);
  sockets = [];
  vi.stubGlobal(
    'WebSocket',
    class extends EventTarget {
      constructor() {
        super();
        sockets.push(this);
      }
      send(): void {}
      close(): void {}
    },
  );
  page.settings = {
    organization: { currency: { code: 'KES', exponent: 2 }, locale: 'en-KE' },
    store: { timeZone: 'Africa/Nairobi' },
  };
  page.answers = { 'GET /approvals': () => jsonAnswer({ items: [ASKED, DONE] }) };
});

describe('what tills ask for', () => {
  it('is shown with who asks, what goes beyond them, and what was changed about the goods', async () => {
    await open();
    await shows('Juma asks');
    const text = page.host.textContent ?? '';
    expect(text).toMatch(/discount 30.% \(they may: 10.%\)/);
    expect(text).toContain('S1-R2 · Kilimani');
    expect(text).toContain('until 12:40');
    expect(text).toMatch(/2 × Green tea160\.00instead of 200\.00 · −30.%/);
    expect(text).toContain('and 3 more lines');
    expect(text).toMatch(/−.*5\.00 on the whole sale/);
    expect(text).not.toContain('Twenty is enough');
  });

  it('is approved with one press', async () => {
    page.answers[`POST /approvals/${ASKED.requestId}/approve`] = () => jsonAnswer({ ...ASKED, state: 'approved' });
    await open();
    await shows('Juma asks');
    await press('Approve');
    await vi.waitFor(() => expect(useToasts.getState().toasts.at(-1)?.message).toBe('Approved'));
    expect(posted()).toEqual([{ method: 'POST', path: `/approvals/${ASKED.requestId}/approve`, body: {} }]);
  });

  it('is refused with a reason only', async () => {
    page.answers[`POST /approvals/${ASKED.requestId}/refuse`] = () => jsonAnswer({ ...ASKED, state: 'refused' });
    await open();
    await shows('Juma asks');
    await press('Refuse');
    await press('Refuse');
    await act(async () => page.host.querySelector('form')?.requestSubmit());
    await shows('Say why: the cashier has to tell the customer.');
    expect(posted()).toEqual([]);
    const field = page.host.querySelector('input');
    await act(async () => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, ' Ten at most ');
      field?.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await act(async () => page.host.querySelector('form')?.requestSubmit());
    await vi.waitFor(() => expect(posted().at(-1)?.body).toEqual({ note: 'Ten at most' }));
  });

  it('says who was first when somebody else has answered, and asks for the list again', async () => {
    page.answers[`POST /approvals/${ASKED.requestId}/approve`] = () =>
      problemAnswer({ code: 'conflict', status: 409, title: 'Amina refused this already' });
    await open();
    await shows('Juma asks');
    page.answers['GET /approvals'] = () => jsonAnswer({ items: [DONE] });
    await press('Approve');
    await shows('Amina refused this already.');
    await shows('Nothing waits for you');
  });

  it('offers no answer to who asked, or may not either', async () => {
    const hindered = (hindrance: ApprovalItem['hindrance']) => () => jsonAnswer({ items: [{ ...ASKED, hindrance }] });
    page.answers['GET /approvals'] = hindered('own-request');
    await open();
    await shows('You asked for this yourself');
    expect(page.buttons('Approve')).toEqual([]);
    page.answers['GET /approvals'] = hindered('beyond-you');
    await open();
    await shows('This goes beyond what you may do yourself');
    expect(page.buttons('Refuse')).toEqual([]);
  });

  it('is asked for again when the socket says that there is something new', async () => {
    page.answers['GET /approvals'] = () => jsonAnswer({ items: [] });
    await open();
    await shows('Nothing waits for you');
    page.answers['GET /approvals'] = () => jsonAnswer({ items: [ASKED] });
    sockets[0]?.dispatchEvent(new MessageEvent('message', { data: '{"type":"poke","position":7}' }));
    await shows('Juma asks');
  });

  it('lists what was answered, with the reason, and says when there is nothing', async () => {
    await open();
    await shows('Juma asks');
    await press('Answered');
    await shows('“Twenty is enough”');
    expect(page.host.textContent).toContain('of receipt S1-R2-A-000007');
    page.answers['GET /approvals'] = () => jsonAnswer({ items: [] });
    await open();
    await press('Answered');
    await shows('Nothing was answered in the last day');
  });

  it('says what is the matter without a connection, and for who may not see it', async () => {
    delete page.answers['GET /approvals'];
    await open();
    await shows('This is kept on the server');
    page.answers['GET /approvals'] = () =>
      problemAnswer({ code: 'permission-missing', status: 403, title: 'Your role does not allow this' });
    await open();
    await shows('Your role does not allow this');
  });
});
