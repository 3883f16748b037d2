import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { account } from '../../platform/i18n/en/account.ts';
import { addMessages } from '../../platform/i18n/index.ts';
import { SecuritySection } from './security-section.tsx';

const HERE = {
  sessionId: '01900000-0000-7000-8000-000000000001',
  isCurrent: true,
  kind: 'office',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  address: '10.0.0.2',
  createdAt: '2026-11-22T08:00:00.000Z',
  lastSeenAt: '2026-11-22T09:00:00.000Z',
  expiresAt: '2026-11-22T20:00:00.000Z',
};
const THERE = { ...HERE, sessionId: '01900000-0000-7000-8000-000000000002', isCurrent: false, userAgent: 'curl/8.9' };

let root: Root;
let host: HTMLElement;
let asked: string[];
/** What the server has open; null: it fails. */
let open: (typeof HERE)[] | null;

/** The server's answers, below the interface of the browser's own fetch. */
async function answer(input: string, { method }: { method: string }): Promise<Response> {
  const path = input.replace('/api/v1', '');
  asked.push(`${method} ${path}`);
  if (open === null) {
    const problem = { code: 'database-unavailable', status: 503, title: 'The database is away', action: 'Wait.' };
    return new Response(JSON.stringify({ ...problem, requestId: 'support-42' }), {
      status: 503,
      headers: { 'content-type': 'application/problem+json' },
    });
  }
  if (method === 'GET') return Response.json({ sessions: open });
  const before = open.length;
  open = open.filter((session) => (method === 'POST' ? session.isCurrent : !path.endsWith(session.sessionId)));
  return Response.json({ ended: before - open.length });
}

beforeEach(() => {
  addMessages('account', account);
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.stubGlobal('fetch', answer);
  asked = [];
  open = [HERE, THERE];
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
});
afterEach(async () => {
  await act(async () => root.unmount());
  host.remove();
  vi.unstubAllGlobals();
});

const show = () => act(async () => root.render(<SecuritySection />));
const button = (name: string) =>
  [...host.querySelectorAll('button')].find((found) => (found.ariaLabel ?? found.textContent ?? '').startsWith(name));
const press = (name: string) => act(async () => button(name)?.click());
const rows = () => [...host.querySelectorAll('li')].map((row) => row.textContent ?? '');

describe('where one is signed in', () => {
  it('names each place, and marks this one, which has no button', async () => {
    await show();
    expect(rows()).toHaveLength(2);
    expect(rows()[0]).toMatch(/Firefox on Linux.*10\.0\.0\.2.*This browser/);
    expect(rows()[1]).toContain('Unknown browser');
    expect(host.querySelectorAll('li button')).toHaveLength(1);
  });

  it('ends one place and shows what is left', async () => {
    await show();
    await press('End Unknown browser');
    expect(asked).toEqual(['GET /sessions', `DELETE /sessions/${THERE.sessionId}`, 'GET /sessions']);
    expect(rows()).toHaveLength(1);
    expect(host.textContent).toContain('You are signed in nowhere else.');
  });

  it('signs out everywhere else', async () => {
    await show();
    await press('Sign out everywhere else');
    expect(asked[1]).toBe('POST /sessions/end-others');
    expect(rows()).toHaveLength(1);
    expect(button('Sign out everywhere else')).toBeUndefined();
  });

  it('says what failed and tries again', async () => {
    open = null;
    await show();
    expect(host.querySelector('[role=alert]')?.textContent).toContain('support-42');
    open = [HERE];
    await press('Try again');
    expect(rows()).toHaveLength(1);
  });
});
