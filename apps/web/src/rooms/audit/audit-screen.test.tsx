import type { AuditDetail, AuditEntry } from '@mosaajii/contract/audit';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Device } from '../../platform/device/index.ts';
import { DeviceProvider } from '../../platform/device/index.ts';
import { addMessages } from '../../platform/i18n/index.ts';
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

/** The server as the page meets it: what it answers to a path, and what it was asked. */
let answers: Record<string, () => Response>;
let asked: string[];
let root: Root;
let host: HTMLElement;

const json = (value: unknown) =>
  new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' } });
const page = (items: readonly AuditEntry[], nextCursor: string | null = null) => json({ items, nextCursor });

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  const media = { matches: true, addEventListener: () => undefined, removeEventListener: () => undefined };
  vi.stubGlobal('matchMedia', () => media);
  addMessages('audit', words);
  asked = [];
  answers = {
    '/users/names': () => json({ users: [{ userId: AMINA, displayName: 'Amina' }] }),
    '/registers': () => json({ registers: [] }),
    [`/audit/entries/${ENTRY.entryId}`]: () => json(DETAIL),
    '/audit/entries': () => page([ENTRY, REFUSED]),
  };
  vi.stubGlobal('fetch', (url: string) => {
    const path = url.replace('/api/v1', '');
    asked.push(path);
    const answer = answers[path.split('?')[0] ?? ''];
    return answer === undefined ? Promise.reject(new TypeError(`not asked for: ${path}`)) : Promise.resolve(answer());
  });
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
});
afterEach(async () => {
  await act(async () => root.unmount());
  host.remove();
  vi.unstubAllGlobals();
});

async function open(permissions: readonly string[] = ['audit.read']): Promise<void> {
  const state = { status: 'signed-in', session: { user: { permissions } } };
  const always = (value: unknown) => ({ get: () => value, subscribe: () => () => undefined });
  const session = {
    state: always(state),
    settings: always(null),
    can: (permission: string) => permissions.includes(permission),
  };
  // The page looks at nothing else of the device.
  const device = { session } as unknown as Device;
  await act(async () =>
    root.render(
      <QueryClientProvider client={new QueryClient()}>
        <DeviceProvider device={device}>
          <AuditScreen />
        </DeviceProvider>
      </QueryClientProvider>,
    ),
  );
}
const shows = (text: string) => vi.waitFor(() => act(async () => expect(host.textContent).toContain(text)));
const button = (name: string) =>
  [...host.querySelectorAll<HTMLElement>('button')].find((one) => one.textContent?.includes(name));
const press = (name: string) => act(async () => button(name)?.click());

describe('the page of the audit trail', () => {
  it('lists what happened with names instead of ids, and marks what was refused by a word', async () => {
    await open();
    await shows('Product updated');
    await shows('Amina');
    expect(host.textContent).toContain('Refused');
    expect(host.textContent).toContain('Nobody that is known');
  });

  it('opens an entry with its field before and after, and its place in the chain', async () => {
    await open();
    await shows('Product updated');
    await press('Product updated');
    await shows('Entry 12 of the chain');
    expect(host.textContent).toMatch(/Name.*Before.*Milk.*After.*Milk 1 l/);
  });

  it('asks with its filters, and the export carries the same', async () => {
    await open();
    await shows('Product updated');
    const refused = host.querySelector<HTMLInputElement>('input[type=checkbox]');
    answers['/audit/entries'] = () => page([REFUSED]);
    await act(async () => refused?.click());
    await vi.waitFor(() => act(async () => expect(button('Product updated')).toBeUndefined()));
    expect(asked.at(-1)).toContain('isRefused=true');
    const hrefs = [...host.querySelectorAll('a[download]')].map((link) => link.getAttribute('href'));
    expect(hrefs).toEqual([
      '/api/v1/audit/export?isRefused=true&format=csv',
      '/api/v1/audit/export?isRefused=true&format=jsonl',
    ]);
  });

  it('goes on behind the last page', async () => {
    answers['/audit/entries'] = () =>
      page(
        asked.at(-1)?.includes('cursor=next') ? [REFUSED] : [ENTRY],
        asked.at(-1)?.includes('cursor=next') ? null : 'next',
      );
    await open();
    await shows('Load more');
    await press('Load more');
    await shows('Access refused');
    expect(button('Load more')).toBeUndefined();
  });

  it('says that nothing fits, and takes the filters back', async () => {
    await open();
    await shows('Product updated');
    answers['/audit/entries'] = () => page([]);
    await act(async () => host.querySelector<HTMLInputElement>('input[type=checkbox]')?.click());
    await shows('Nothing fits these filters');
    answers['/audit/entries'] = () => page([ENTRY]);
    await press('Clear filters');
    await shows('Product updated');
  });

  it('says what is the matter without a connection, and when the server refuses', async () => {
    delete answers['/audit/entries'];
    await open();
    await shows('The audit trail is on the server');
    answers['/audit/entries'] = () => page([ENTRY]);
    await press('Try again');
    await shows('Product updated');
  });

  it('asks nothing for somebody who may not see it', async () => {
    await open(['orders.read']);
    await shows('You may not see the audit trail');
    expect(asked).toEqual([]);
  });
});
