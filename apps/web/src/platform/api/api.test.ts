import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { api, onConfirmationNeeded } from './api.ts';

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly key: string | null;
}

let sent: Sent[] = [];
let answers: (() => Response)[] = [];
beforeEach(() => {
  sent = [];
  answers = [];
  vi.stubGlobal('fetch', async (path: string, { method = '', headers }: RequestInit) => {
    sent.push({ method, path, key: new Headers(headers).get('idempotency-key') });
    const answer = answers.shift();
    return answer === undefined ? Response.json({}) : answer();
  });
});
afterEach(() => vi.unstubAllGlobals());

const lost = () => {
  throw new TypeError('the line is down');
};
const keys = () => sent.map(({ key }) => key);

it('names every change with a key of its own, and no question', async () => {
  await api.get('/settings');
  for (const change of [api.post, api.put, api.patch, api.delete]) await change('/things', { body: { a: 1 } });
  await api.post('/things', { body: { a: 1 } });
  const [question, ...changes] = keys();
  expect(question).toBeNull();
  expect(changes).toHaveLength(5);
  for (const key of changes) expect(key).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(new Set(changes).size).toBe(5);
});

it('sends a change that nobody answered with the same key again, until it is answered', async () => {
  answers = [lost, lost];
  for (let n = 0; n < 3; n += 1) await api.post('/users', { body: { name: 'Amina' } });
  await api.post('/users', { body: { name: 'Amina' } });
  const [first, second, third, after] = keys();
  expect([second, third]).toEqual([first, first]);
  expect(after).not.toBe(first);
});

it('gives other content another key', async () => {
  answers = [lost, lost];
  await api.post('/users', { body: { name: 'Amina' } });
  await api.post('/users', { body: { name: 'Baraka' } });
  await api.patch('/users', { body: { name: 'Amina' } });
  expect(new Set(keys()).size).toBe(3);
});

it('keeps the key over the question who it is', async () => {
  const problem = { code: 'confirmation-needed', status: 403, title: '', detail: '', action: '' };
  const headers = { 'content-type': 'application/problem+json' };
  answers = [() => new Response(JSON.stringify(problem), { status: 403, headers })];
  const stop = onConfirmationNeeded(() => Promise.resolve(true));
  expect(await api.post('/roles', { body: {} })).toEqual({ ok: true, value: {} });
  stop();
  const [before, after] = keys();
  expect(after).toBe(before);
});
