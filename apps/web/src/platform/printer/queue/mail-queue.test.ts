import { ok, type Result } from '@mosaajii/domain';
import { describe, expect, it } from 'vitest';
import type { ApiProblem } from '../../api/index.ts';
import { localLock } from '../../journal/lock.ts';
import { createMailQueue, type MailJob } from './mail-queue.ts';

const DAY = 86_400_000;
const problem = (code: ApiProblem['code']): Result<never, ApiProblem> => ({
  ok: false,
  error: { code, status: 0, title: code, detail: '', action: '' },
});

function device() {
  const jobs = new Map<string, MailJob>();
  const sent: MailJob[] = [];
  const state: { answer: Result<null, ApiProblem>; now: number } = { answer: ok(null), now: 0 };
  let ids = 0;
  const queue = createMailQueue({
    shelf: {
      list: () => Promise.resolve([...jobs.values()]),
      put: async (job) => void jobs.set(job.mailId, job),
      remove: async (mailId) => void jobs.delete(mailId),
    },
    lock: localLock(),
    send: (job) => {
      sent.push(job);
      return Promise.resolve(state.answer);
    },
    now: () => state.now,
    newId: () => {
      ids += 1;
      return `mail-${ids}`;
    },
  });
  return { jobs, sent, state, queue };
}

describe('receipts by mail', () => {
  it('keep the way that they go, and say nothing of it where it is mail', async () => {
    const { sent, state, queue } = device();
    state.answer = problem('unreachable');
    await queue.submit({ saleId: 'sale' }, '+254712345678', 'sms');
    state.answer = ok(null);
    await queue.run();
    await queue.submit({ saleId: 'sale' }, 'a@b.example');
    expect(sent.map(({ to, channel }) => [to, channel])).toEqual([
      ['+254712345678', 'sms'],
      ['+254712345678', 'sms'],
      ['a@b.example', undefined],
    ]);
    expect(sent.at(-1)).not.toHaveProperty('channel');
  });

  it('are as well those of a quote, named as what they are', async () => {
    const { sent, queue } = device();
    await queue.submit({ quoteId: 'quote' }, 'a@b.example');
    expect(sent).toMatchObject([{ quoteId: 'quote', mailId: 'mail-1', to: 'a@b.example' }]);
    expect(sent[0]).not.toHaveProperty('saleId');
  });

  it('are gone from the device when the server has taken them', async () => {
    const { jobs, sent, queue } = device();
    expect(await queue.submit({ saleId: 'sale' }, 'a@b.example')).toEqual({ kind: 'sent' });
    expect([jobs.size, sent.length]).toEqual([0, 1]);
  });

  it.each(['unreachable', 'not-found', 'not-signed-in'] as const)(
    'wait after %s and go later with the same id',
    async (code) => {
      const { jobs, sent, state, queue } = device();
      state.answer = problem(code);
      expect(await queue.submit({ saleId: 'sale' }, 'a@b.example')).toEqual({ kind: 'waiting' });
      expect(await queue.run()).toBe(1);
      state.answer = ok(null);
      expect(await queue.run()).toBe(0);
      expect(jobs.size).toBe(0);
      expect(new Set(sent.map((job) => job.mailId)).size).toBe(1);
    },
  );

  it('are refused for good where a later try changes nothing', async () => {
    const { jobs, state, queue } = device();
    state.answer = problem('invalid-request');
    expect(await queue.submit({ saleId: 'sale' }, 'nobody')).toMatchObject({
      kind: 'refused',
      problem: { code: 'invalid-request' },
    });
    expect(jobs.size).toBe(0);
  });

  it('do not keep an address for ever', async () => {
    const { jobs, sent, state, queue } = device();
    state.answer = problem('unreachable');
    await queue.submit({ saleId: 'sale' }, 'a@b.example');
    state.now = 8 * DAY;
    expect(await queue.run()).toBe(0);
    expect([jobs.size, sent.length]).toEqual([0, 1]);
  });
});
