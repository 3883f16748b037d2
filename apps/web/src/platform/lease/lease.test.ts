// @vitest-environment node
import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { argon2id } from 'hash-wasm';
import { describe, expect, it } from 'vitest';
import { testId } from '../journal/fixtures.ts';
import { openCacheDatabase } from '../local-db/cache-db.ts';
import { type DeviceSession, openSession } from '../session/session.ts';
import { checkPin } from './check-pin.ts';
import { deviceKey, mix } from './device-key.ts';
import { findBadge, mixBadge } from './find-badge.ts';
import type { HashPin } from './hash-pin.ts';
import { isLapsed, openLease, trustedNow } from './kept-lease.ts';

const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const PARAMETERS = { memoryKib: 8, passes: 1, lanes: 1 };
const PIN = '739105';
const USER = '01900000-0000-7000-8000-000000000001';

/** The work of the worker, in this thread. */
const hashHere: HashPin = async ({ pin, salt, memoryKib, passes, lanes }) => {
  const options = { parallelism: lanes, iterations: passes, memorySize: memoryKib, hashLength: 32 };
  return Uint8Array.from(await argon2id({ password: pin, salt, ...options, outputType: 'binary' }));
};

async function deviceWithPin(): Promise<{ session: DeviceSession; kept: Parameters<typeof checkPin>[1] }> {
  const session = await openSession(await openCacheDatabase(testId()), () => {});
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const verifier = await hashHere({ pin: PIN, salt, ...PARAMETERS });
  const mixed = await mix(await deviceKey(session), USER, verifier);
  return { session, kept: { pins: [{ userId: USER, salt: encode(salt), mixed }], parameters: PARAMETERS } };
}

describe('a PIN on the device', () => {
  it('is recognised, and no other, and nobody else’s', async () => {
    const { session, kept } = await deviceWithPin();
    expect(await checkPin(session, kept, USER, PIN, hashHere)).toBe('right');
    expect(await checkPin(session, kept, USER, '739106', hashHere)).toBe('wrong');
    expect(await checkPin(session, kept, testId(), PIN, hashHere)).toBe('needs-server');
  });

  it('needs the server after five wrong tries in a row, also for the right one and after a reload', async () => {
    const { session, kept } = await deviceWithPin();
    const said = [];
    for (let round = 0; round < 5; round += 1) said.push(await checkPin(session, kept, USER, '111222', hashHere));
    expect(said).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'needs-server']);
    expect(await checkPin(session, kept, USER, PIN, hashHere)).toBe('needs-server');
  });

  it('forgets slips when the right one comes', async () => {
    const { session, kept } = await deviceWithPin();
    for (let round = 0; round < 3; round += 1) {
      for (let slip = 0; slip < 4; slip += 1) await checkPin(session, kept, USER, '111222', hashHere);
      expect(await checkPin(session, kept, USER, PIN, hashHere)).toBe('right');
    }
  });

  it('counts a try before it looks, so that none is free', async () => {
    const { session, kept } = await deviceWithPin();
    const broken: HashPin = () => Promise.reject(new Error('reloaded'));
    for (let round = 0; round < 5; round += 1) {
      await expect(checkPin(session, kept, USER, PIN, broken)).rejects.toThrow('reloaded');
    }
    expect(await checkPin(session, kept, USER, PIN, hashHere)).toBe('needs-server');
  });

  it('cannot be tried with a copy of what is kept on another device', async () => {
    const { kept } = await deviceWithPin();
    const other = await openSession(await openCacheDatabase(testId()), () => {});
    expect(await checkPin(other, kept, USER, PIN, hashHere)).toBe('wrong');
    expect((await deviceKey(other)).extractable).toBe(false);
  });
});

describe('a badge on the device', () => {
  const BADGE = `98${'0123456789'.repeat(3).slice(0, 26)}`;
  const SHOP = '01900000-0000-7000-8000-000000000002';

  it('is found by what the server sent of it, in its own shop and on this device only', async () => {
    const session = await openSession(await openCacheDatabase(testId()), () => {});
    const index = createHash('sha256').update(`${SHOP} ${BADGE}`).digest('hex');
    const kept = { badges: [{ userId: USER, mixed: await mixBadge(await deviceKey(session), USER, index) }] };
    expect(await findBadge(session, kept, SHOP, BADGE)).toBe(USER);
    expect(await findBadge(session, kept, SHOP, BADGE.replace('9', '8'))).toBeNull();
    expect(await findBadge(session, kept, testId(), BADGE)).toBeNull();
    const other = await openSession(await openCacheDatabase(testId()), () => {});
    expect(await findBadge(other, kept, SHOP, BADGE)).toBeNull();
    // A lease of before knows none.
    expect(await findBadge(session, {}, SHOP, BADGE)).toBeNull();
  });
});

describe('a lease', () => {
  const place = { organizationId: 'shop', keyId: 'key' };

  async function signed(document: Record<string, unknown>) {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
    const text = JSON.stringify(document);
    const bytes = new TextEncoder().encode(text);
    const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, bytes);
    const keys = [{ kid: 'k', kty: 'EC' as const, crv: 'P-256' as const, x, y }];
    return { lease: { text, keyId: 'k', signature: encode(new Uint8Array(signature)) }, keys };
  }

  it('holds as the server signed it for this very register', async () => {
    const kept = await signed({ ...place, people: [] });
    expect(await openLease(kept, place)).toMatchObject(place);
    expect(await openLease(kept, { ...place, keyId: 'other' })).toBeNull();
    expect(await openLease(kept, { ...place, organizationId: 'other' })).toBeNull();
    const changed = { ...kept, lease: { ...kept.lease, text: kept.lease.text.replace('[]', '[{}]') } };
    expect(await openLease(changed, place)).toBeNull();
    expect(await openLease({ ...kept, keys: (await signed(place)).keys }, place)).toBeNull();
    expect(await openLease({ ...kept, keys: [] }, place)).toBeNull();
  });

  it('is not made longer by a clock that is set back, nor shorter by one that was never right', () => {
    const expiresAt = '2026-11-29T09:00:00.000Z';
    const end = Date.parse(expiresAt);
    const heard = (elapsedMs: number) => ({ serverTime: '2026-11-22T09:00:00.000Z', elapsedMs });
    const day = 86_400_000;
    expect(isLapsed({ expiresAt }, trustedNow(null, heard(6 * day), 0))).toBe(false);
    expect(isLapsed({ expiresAt }, trustedNow(null, heard(6 * day), end + 3_650 * day))).toBe(false);
    expect(isLapsed({ expiresAt }, trustedNow(null, heard(8 * day), 0))).toBe(true);
    // Seen to be over once, it stays over: the clock went back by years with a restart.
    expect(isLapsed({ expiresAt }, trustedNow({ latest: end + 1 }, heard(0), 0))).toBe(true);
  });
});
