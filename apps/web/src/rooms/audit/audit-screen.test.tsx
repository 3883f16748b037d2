import type { AuditDetail, AuditEntry } from '@mosaajii/contract/audit';
import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { addMessages } from '../../platform/i18n/index.ts';
import { createTestPage, jsonAnswer, problemAnswer } from '../../platform/testing/test-page.tsx';
import { AuditScreen, words } from './screens.tsx';

const AMINA = '01900000-0000-7000-8000-000000000001';
const ENTRY: AuditEntry = {
  entryId: '01900000-0000-7000-8000-0000000000e1',
  occurredAt: '2026-11-22T09:30:00.000Z',
  userId: AMINA,
  registerId: null,
  action: 'product.updated',
  subjectKind: 'product',
  subjectId: 'p1',
  isRefused: false,
  address: '10.0.0.7',
  requestId: 'request-1',
};
const REFUSED: AuditEntry = {
  ...ENTRY,
  entryId: '01900000-0000-7000-8000-0000000000e2',
  userId: null,
  action: 'access.refused',
  isRefused: true,
};
const DETAIL: AuditDetail = {
  ...ENTRY,
  detail: { before: { name: 'Milk' }, after: { name: 'Milk 1 l' } },
  seal: { sequence: 12, hash: 'ab'.repeat(32), sealedAt: '2026-11-22T09:30:01.000Z' },
};

const page = createTestPage();
const { shows, press, buttons } = page;
const open = (permissions: readonly string[] = ['audit.read']) => page.open(<AuditScreen />, permissions);
const entries = (items: readonly AuditEntry[], nextCursor: string | null = null) => jsonAnswer({ items, nextCursor });
const lastAsked = () => page.asked.at(-1)?.path;

beforeEach(() => {
  const media = { matches: true, addEventListener: () => undefined, removeEventListener: () => undefined };
  vi.stubGlobal('matchMedia', () => media);
  addMessages('audit', words);
  page.answers = {
    'GET /users/names': () => jsonAnswer({ users: [{ userId: AMINA, displayName: 'Amina' }] }),
    'GET /registers': () => jsonAnswer({ registers: [] }),
    [`GET /audit/entries/${ENTRY.entryId}`]: () => jsonAnswer(DETAIL),
    'GET /audit/entries': () => entries([ENTRY, REFUSED]),
  };
});

describe('the page of the audit trail', () => {
  it('lists what happened with names instead of ids, and marks what was refused by a word', async () => {
    await open();
    await shows('Product updated');
    await shows('Amina');
    expect(page.host.textContent).toContain('Refused');
    expect(page.host.textContent).toContain('Nobody that is known');
  });

  it('opens an entry with its field before and after, and its place in the chain', async () => {
    await open();
    await shows('Product updated');
    await press('Product updated');
    await shows('Entry 12 of the chain');
    expect(page.host.textContent).toMatch(/Name.*Before.*Milk.*After.*Milk 1 l/);
  });

  it('asks with its filters, and the export carries the same', async () => {
    await open();
    await shows('Product updated');
    const refused = page.host.querySelector<HTMLInputElement>('input[type=checkbox]');
    page.answers['GET /audit/entries'] = () => entries([REFUSED]);
    await act(async () => refused?.click());
    await vi.waitFor(() => act(async () => expect(buttons('Product updated')).toEqual([])));
    expect(lastAsked()).toContain('isRefused=true');
    const hrefs = [...page.host.querySelectorAll('a[download]')].map((link) => link.getAttribute('href'));
    expect(hrefs).toEqual([
      '/api/v1/audit/export?isRefused=true&format=csv',
      '/api/v1/audit/export?isRefused=true&format=jsonl',
    ]);
  });

  it('goes on behind the last page', async () => {
    page.answers['GET /audit/entries'] = () =>
      entries(
        lastAsked()?.includes('cursor=next') ? [REFUSED] : [ENTRY],
        lastAsked()?.includes('cursor=next') ? null : 'next',
      );
    await open();
    await shows('Show more');
    await press('Show more');
    await shows('Access refused');
    expect(buttons('Show more')).toEqual([]);
  });

  it('says that nothing fits, and takes the filters back', async () => {
    await open();
    await shows('Product updated');
    page.answers['GET /audit/entries'] = () => entries([]);
    await act(async () => page.host.querySelector<HTMLInputElement>('input[type=checkbox]')?.click());
    await shows('Nothing fits these filters');
    page.answers['GET /audit/entries'] = () => entries([ENTRY]);
    await press('Clear filters');
    await shows('Product updated');
  });

  it('says what is the matter without a connection, and when the server refuses', async () => {
    delete page.answers['GET /audit/entries'];
    await open();
    await shows('This is kept on the server');
    const refusal = { code: 'permission-missing', status: 403, title: 'You may not do this' };
    page.answers['GET /audit/entries'] = () => problemAnswer(refusal);
    await press('Try again');
    await shows('permission-missing · request-9');
    page.answers['GET /audit/entries'] = () => entries([ENTRY]);
    await press('Try again');
    await shows('Product updated');
  });

  it('asks nothing for somebody who may not see it', async () => {
    await open(['orders.read']);
    await shows('You may not see the audit trail');
    expect(page.asked).toEqual([]);
  });
});
