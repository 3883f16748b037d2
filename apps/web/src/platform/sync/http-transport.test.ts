// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { testRegistration } from '../journal/fixtures.ts';
import { httpTransport } from './http-transport.ts';

const json = (value: unknown, init: ResponseInit = {}) =>
  new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' }, ...init });

const dated = (ahead: number) => ({ date: new Date(Date.now() + ahead).toUTCString() });

/** A transport whose line answers as told and remembers what was asked. */
async function line(answer: () => Response | Promise<Response>) {
  const asked: { readonly url: string; readonly init: RequestInit | undefined }[] = [];
  const transport = httpTransport('', (url, init) => {
    asked.push({ url: String(url), init });
    return Promise.resolve().then(answer);
  });
  return { transport, asked, registration: await testRegistration({ keyId: 'key', organizationId: 'shop' }) };
}

describe('the exchange by HTTP', () => {
  it('says who it is and where it stands', async () => {
    const reply = { epoch: 'e', cursor: 4, serverTime: 't', reset: false, sections: {}, isComplete: true };
    const { transport, asked, registration } = await line(() => json(reply));
    expect(await transport.changes(registration, { cursor: 3, epoch: 'e 1' })).toEqual({ ok: true, value: reply });
    expect(asked[0]?.url).toBe('/api/v1/sync/changes?cursor=3&epoch=e%201');
    expect(new Headers(asked[0]?.init?.headers).get('authorization')).toBe('Register shop.key.secret');
    expect(asked[0]?.init?.credentials).toBe('omit');
  });

  it('proves its key for each request, by the server’s clock', async () => {
    const ahead = 10 * 365 * 24 * 3_600_000;
    const proofs: (string | null)[] = [];
    const answers = [
      () => json({ code: 'proof-not-fresh', detail: 'late' }, { status: 401, headers: dated(ahead) }),
      () => json({ answers: [], epoch: 'e' }, { headers: dated(ahead) }),
      () => json({ answers: [], epoch: 'e' }, { headers: dated(0) }),
    ];
    const { transport, asked, registration } = await line(() => answers.shift()?.() ?? json({}));
    expect((await transport.push(registration, [])).ok).toBe(true);
    expect((await transport.push(registration, [])).ok).toBe(true);
    for (const { init } of asked) proofs.push(new Headers(init?.headers).get('register-proof'));
    const issued = proofs.map((proof) => Number(proof?.split('.')[0]) - Date.now());
    expect(issued.map((difference) => difference > ahead / 2)).toEqual([false, true, true]);
    expect(new Set(proofs.map((proof) => proof?.split('.')[1])).size).toBe(3);
  });

  it('hears from each answer of the server the oldest program, and nothing from a refusal', async () => {
    const heard: number[] = [];
    const answers = [
      () => json({ answers: [], epoch: 'e' }, { headers: { 'oldest-program': '7' } }),
      () => json({ code: 'busy' }, { status: 503, headers: { 'oldest-program': '9' } }),
      () => json({ answers: [], epoch: 'e' }),
    ];
    const transport = httpTransport(
      '',
      () => Promise.resolve(answers.shift()?.() ?? json({})),
      (program) => heard.push(program),
    );
    const registration = await testRegistration({ keyId: 'key', organizationId: 'shop' });
    for (let left = answers.length; left > 0; left -= 1) await transport.push(registration, []);
    expect(heard).toEqual([7, 0]);
  });

  it('asks once more and no more when the server’s time does not help', async () => {
    const { transport, asked, registration } = await line(() => json({ code: 'proof-not-fresh' }, { status: 401 }));
    expect(await transport.push(registration, [])).toMatchObject({ ok: false, error: { code: 'proof-not-fresh' } });
    expect(asked).toHaveLength(2);
  });

  it('tells a refusal from silence: only a refusal is known not to have been done', async () => {
    const problem = { code: 'register-not-recognised', detail: 'Enrol again.' };
    const refused = await line(() => json(problem, { status: 401 }));
    expect(await refused.transport.push(refused.registration, [])).toEqual({
      ok: false,
      error: { kind: 'refused', status: 401, ...problem },
    });
    const silent = await line(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await silent.transport.push(silent.registration, [])).toMatchObject({
      ok: false,
      error: { kind: 'unreachable' },
    });
  });

  it('does not take a page of somebody else for an answer', async () => {
    for (const body of ['<html>Sign in to the Wi-Fi</html>', '{"answers":"none"}', 'null']) {
      const { transport, registration } = await line(() => new Response(body));
      expect(await transport.push(registration, [])).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
    }
    const { transport, registration } = await line(() => new Response('<html>', { status: 502 }));
    expect(await transport.register(registration)).toMatchObject({
      ok: false,
      error: { status: 502, code: 'http-502' },
    });
  });

  it('reads a snapshot piece by piece and says how far it is', async () => {
    const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index % 251);
    const { transport, registration } = await line(
      () => new Response(bytes, { headers: { 'content-length': '1000' } }),
    );
    const progress: [number, number | null][] = [];
    const reply = await transport.snapshot(registration, (received, total) => progress.push([received, total]));
    expect(reply).toMatchObject({ ok: true });
    expect(reply.ok && [...reply.value]).toEqual([...bytes]);
    expect(progress.at(-1)).toEqual([1000, 1000]);
  });
});
