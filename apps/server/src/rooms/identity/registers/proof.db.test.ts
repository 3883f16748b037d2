import { randomBytes } from 'node:crypto';
import type { Enrolment } from '@mosaajii/contract/identity';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AppFixture,
  createAppFixture,
  credentialOf,
  proofOf,
  publicKeyJwk,
  setUpShop,
  type TestShop,
} from '../../../app-fixture.ts';

let fixture: AppFixture;
let shop: TestShop;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
});
afterAll(() => fixture.close());

const PATH = '/api/v1/register';
const now = () => fixture.clock.now().getTime();
const proofFor = (enrolment: Enrolment, path = PATH, method = 'GET', body = '', at = now()) =>
  proofOf(credentialOf(enrolment), { method, path, body }, at)['register-proof'] ?? '';

/** Asks with a proof of the test's own making, or with none at all. */
async function code(proof: string | null, enrolment: Enrolment = shop.enrolment, url = '/register') {
  const { authorization } = credentialOf(enrolment);
  const path = `/api/v1${url}`;
  const headers = { host: 'localhost', authorization, ...(proof === null ? {} : { 'register-proof': proof }) };
  const reply = await fixture.app.inject({ method: 'GET', url: path, headers });
  return reply.statusCode === 200 ? 'ok' : (reply.json() as { code: string }).code;
}

async function push(proof: string | null, body: string): Promise<string> {
  const headers = {
    host: 'localhost',
    'content-type': 'application/json',
    ...credentialOf(shop.enrolment),
    ...(proof === null ? {} : { 'register-proof': proof }),
  };
  const reply = await fixture.app.inject({ method: 'POST', url: '/api/v1/sync/operations', headers, payload: body });
  return reply.statusCode === 200 ? 'ok' : (reply.json() as { code: string }).code;
}

async function enrol(): Promise<Enrolment> {
  const body = { name: 'Another', publicKey: publicKeyJwk() };
  return (await fixture.ask('POST', '/registers', { token: shop.token, body })).body as unknown as Enrolment;
}

describe('the proof of a register’s key', () => {
  it('is wanted beside the secret, on every route and on every push', async () => {
    expect(await code(proofFor(shop.enrolment))).toBe('ok');
    expect(await code(null)).toBe('proof-missing');
    const url = '/sync/changes?cursor=0&epoch=01900000-0000-7000-8000-000000000000';
    expect(await code(null, shop.enrolment, url)).toBe('proof-missing');
    const body = JSON.stringify({ operations: [{ operationId: '01900000-0000-7000-8000-000000000001' }] });
    expect(await push(null, body)).toBe('proof-missing');
    expect(await push(proofFor(shop.enrolment, '/api/v1/sync/operations', 'POST', body), body)).toBe('ok');
  });

  it('holds for one method, one address, one body and one key', async () => {
    const path = '/api/v1/sync/operations';
    const body = JSON.stringify({ operations: [{ operationId: '01900000-0000-7000-8000-000000000002' }] });
    expect(await code(proofFor(shop.enrolment, `${PATH}?x=1`))).toBe('proof-invalid');
    expect(await code(proofFor(shop.enrolment, PATH, 'POST'))).toBe('proof-invalid');
    expect(await code(proofFor(shop.enrolment, PATH, 'GET', 'a body'))).toBe('proof-invalid');
    expect(await push(proofFor(shop.enrolment, path, 'POST', body), `${body} `)).toBe('proof-invalid');
    const other = await enrol();
    expect(await code(proofFor(other))).toBe('proof-invalid');
    expect(await code(proofFor(shop.enrolment), other)).toBe('proof-invalid');
  });

  it('is not forged by anything that is no signature of the key', async () => {
    const [at, id, hash] = proofFor(shop.enrolment).split('.');
    for (let round = 0; round < 50; round += 1) {
      expect(await code([at, id, hash, randomBytes(64).toString('base64url')].join('.'))).toBe('proof-invalid');
    }
    for (const form of ['', '1', `${at}.${id}.${hash}`, `-1.${id}.${hash}.${'A'.repeat(86)}`, 'x'.repeat(5_000)]) {
      expect(await code(form)).toBe('proof-invalid');
    }
    const signature = proofFor(shop.enrolment).split('.')[3];
    expect(await code([now() + 1, id, hash, signature].join('.'))).toBe('proof-invalid');
  });

  it('is believed for a minute around the server’s time, and the refusal says what time it is', async () => {
    for (const [skew, expected] of [
      [-59_000, 'ok'],
      [59_000, 'ok'],
      [-61_000, 'proof-not-fresh'],
      [61_000, 'proof-not-fresh'],
    ] as const) {
      expect(await code(proofFor(shop.enrolment, PATH, 'GET', '', now() + skew))).toBe(expected);
    }
    const late = { ...credentialOf(shop.enrolment), 'register-proof': proofFor(shop.enrolment, PATH, 'GET', '', 0) };
    const reply = await fixture.ask('GET', '/register', { headers: late });
    expect(reply.body['extra']).toEqual({ serverTime: fixture.clock.now().toISOString() });
  });

  it('is not asked of a key of before until it has shown one', async () => {
    const old = await enrol();
    await fixture.owner.query('update register_key set needs_proof = false where key_id = $1', [old.keyId]);
    expect(await code(null, old)).toBe('ok');
    expect(await code(proofFor(shop.enrolment), old)).toBe('proof-invalid');
    expect(await code(proofFor(old), old)).toBe('ok');
  });
});
