import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type AppFixture,
  addUser,
  createAppFixture,
  OWNER_PASSWORD,
  type Reply,
  setUpShop,
  type TestShop,
} from '../../../app-fixture.ts';
import { type Circumstances, type SoftAuthenticator, softAuthenticator } from './authenticator-fixture.ts';

let fixture: AppFixture;
let shop: TestShop;
let person: Awaited<ReturnType<typeof addUser>>;
let key: SoftAuthenticator;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
});
beforeEach(async () => {
  person = await addUser(fixture, shop, 'manager', { assurance: 'password' });
  key = softAuthenticator();
});
afterAll(() => fixture.close());

const outcome = ({ status, body }: Reply) => [status, body['code']];
interface Asked {
  readonly challenge: string;
  readonly nonce: string;
  readonly options: Readonly<Record<string, unknown>>;
}
function asked(body: Readonly<Record<string, unknown>>, name: string): Asked {
  const options = body[name] as Record<string, unknown>;
  return { challenge: String(body['challenge']), nonce: String(options['challenge']), options };
}

async function begin(token = person.token): Promise<Asked> {
  const reply = await fixture.ask('POST', '/account/factors/passkeys/challenge', { token, body: {} });
  return asked(reply.body, 'options');
}
async function register(with_: Partial<Circumstances> = {}, token = person.token): Promise<Reply> {
  const { challenge, nonce } = await begin(token);
  const body = { challenge, name: 'Laptop', passkey: key.register(nonce, with_) };
  return fixture.ask('POST', '/account/factors/passkeys', { token, body });
}
async function alone(with_: Partial<Circumstances> = {}): Promise<Reply> {
  const reply = await fixture.ask('POST', '/sessions/passkey/challenge', { body: {} });
  const { challenge, nonce } = asked(reply.body, 'options');
  return fixture.ask('POST', '/sessions/passkey', { body: { challenge, passkey: key.assert(nonce, with_) } });
}
async function afterPassword(with_: Partial<Circumstances> = {}): Promise<Reply> {
  const first = await fixture.ask('POST', '/sessions', { body: { email: person.email, password: OWNER_PASSWORD } });
  const { challenge, nonce } = asked(first.body['extra'] as Record<string, unknown>, 'passkey');
  const proof = { passkey: key.assert(nonce, with_) };
  return fixture.ask('POST', '/sessions/second-step', { body: { challenge, proof } });
}

describe('adding a passkey', () => {
  it('asks for one that verifies the person and names the account', async () => {
    const { options } = await begin();
    expect(options).toMatchObject({
      rp: { id: 'localhost' },
      user: { name: person.email },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  });

  it('keeps it with its name, lifts the session and states recovery codes once', async () => {
    const first = await register();
    expect(first.status).toBe(201);
    expect(first.body['recoveryCodes']).toHaveLength(10);
    const token = first.token ?? '';
    const status = await fixture.ask('GET', '/account/factors', { token });
    expect(status.body).toMatchObject({ isSessionAssured: true, passkeys: [{ name: 'Laptop', lastUsedAt: null }] });
    key = softAuthenticator();
    const second = await register({}, token);
    expect(second.body).toEqual({ recoveryCodes: null });
  });

  it.each<[string, Partial<Circumstances>]>([
    ['another origin', { origin: 'http://localhost.evil.example' }],
    ['another port', { origin: 'http://localhost:8443' }],
    ['another site', { relyingParty: 'evil.example' }],
    ['a person who was not verified', { isUserVerified: false }],
  ])('is refused for %s', async (_name, with_) => {
    expect(outcome(await register(with_))).toEqual([401, 'wrong-factor']);
  });

  it('is refused for the question of another session, and for one that was answered', async () => {
    const other = await addUser(fixture, shop, 'manager', { assurance: 'password' });
    const { challenge, nonce } = await begin(other.token);
    const body = { challenge, name: 'Stolen', passkey: key.register(nonce) };
    const post = (token: string) => fixture.ask('POST', '/account/factors/passkeys', { token, body });
    expect(outcome(await post(person.token))).toEqual([401, 'wrong-factor']);
    const added = await post(other.token);
    expect(added.status).toBe(201);
    expect(outcome(await post(added.token ?? ''))).toEqual([401, 'wrong-factor']);
  });

  it('is refused for a key that somebody has already', async () => {
    await register();
    const other = await addUser(fixture, shop, 'manager', { assurance: 'password' });
    expect(outcome(await register({}, other.token))).toEqual([409, 'conflict']);
  });
});

describe('signing in with a passkey', () => {
  beforeEach(async () => {
    expect((await register({ counter: 1 })).status).toBe(201);
  });

  it('opens alone, as both steps', async () => {
    const reply = await alone({ counter: 2, userHandle: person.accountId });
    expect(reply.status).toBe(201);
    const { body } = await fixture.ask('GET', '/account/factors', { token: reply.token ?? '' });
    expect(body).toMatchObject({ isSessionAssured: true });
  });

  it('opens after the password', async () => {
    expect((await afterPassword({ counter: 2 })).status).toBe(201);
  });

  it.each<[string, Partial<Circumstances>]>([
    ['another origin', { counter: 2, origin: 'https://localhost' }],
    ['another site', { counter: 2, relyingParty: 'localhost.evil.example' }],
    ['a person who was not verified', { counter: 2, isUserVerified: false }],
    ['a counter that went back', { counter: 0 }],
    ['a counter that stood still', { counter: 1 }],
    ['another account’s handle', { counter: 2, userHandle: '01900000-0000-7000-8000-000000000000' }],
  ])('is refused for %s', async (_name, with_) => {
    expect(outcome(await alone(with_))).toEqual([401, 'wrong-factor']);
    expect(outcome(await afterPassword({ counter: 2, ...with_, userHandle: with_.userHandle ?? '' }))).toEqual([
      401,
      'wrong-factor',
    ]);
  });

  it('is refused for a key that nobody has, like a wrong one', async () => {
    key = softAuthenticator();
    expect(outcome(await alone())).toEqual([401, 'wrong-factor']);
  });

  it('lets one of two answers to one question in', async () => {
    const begun = await fixture.ask('POST', '/sessions/passkey/challenge', { body: {} });
    const { challenge, nonce } = asked(begun.body, 'options');
    const body = { challenge, passkey: key.assert(nonce, { counter: 5 }) };
    const replies = await Promise.all([1, 2].map(() => fixture.ask('POST', '/sessions/passkey', { body })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 401]);
  });

  it('opens nothing after it was taken away', async () => {
    const { token = '' } = await alone({ counter: 2 });
    const { body } = await fixture.ask('GET', '/account/factors', { token });
    const [held] = body['passkeys'] as { passkeyId: string }[];
    const url = `/account/factors/passkeys/${held?.passkeyId}`;
    expect((await fixture.ask('PATCH', url, { token, body: { name: 'Old laptop' } })).status).toBe(200);
    expect((await fixture.ask('DELETE', url, { token })).status).toBe(200);
    expect(outcome(await fixture.ask('DELETE', url, { token }))).toEqual([404, 'not-found']);
    expect(outcome(await alone({ counter: 3 }))).toEqual([401, 'wrong-factor']);
  });

  it('does not reach the passkey of somebody else', async () => {
    const { token = '' } = await alone({ counter: 2 });
    const { body } = await fixture.ask('GET', '/account/factors', { token });
    const [held] = body['passkeys'] as { passkeyId: string }[];
    const other = await addUser(fixture, shop, 'administrator');
    const url = `/account/factors/passkeys/${held?.passkeyId}`;
    expect((await fixture.ask('DELETE', url, { token: other.token })).status).toBe(404);
    const renamed = await fixture.ask('PATCH', url, { token: other.token, body: { name: 'Mine' } });
    expect(renamed.status).toBe(404);
  });

  it('proves again who is signed in, for this session alone', async () => {
    const { token = '' } = await alone({ counter: 2 });
    fixture.clock.advance(6 * 60_000);
    const begun = await fixture.ask('POST', '/session/confirm/challenge', { token, body: {} });
    const { challenge, nonce } = asked(begun.body, 'options');
    const body = { challenge, passkey: key.assert(nonce, { counter: 3 }) };
    const other = await addUser(fixture, shop, 'manager');
    expect(outcome(await fixture.ask('POST', '/session/confirm', { token: other.token, body }))).toEqual([
      401,
      'wrong-factor',
    ]);
    const confirmed = await fixture.ask('POST', '/session/confirm', { token, body });
    expect(confirmed.status).toBe(200);
    expect(confirmed.token).not.toBe(token);
  });
});
