import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, addUser, createAppFixture, type Reply, setUpShop, type TestShop } from '../../app-fixture.ts';
import { createIds } from '../../platform/ids/index.ts';
import { jobQueue } from '../../platform/jobs/index.ts';
import { enqueueMessage } from '../../platform/messages/index.ts';
import { claimMessage } from './claim.ts';
import { unsubscribeToken } from './unsubscribe.ts';

const ids = createIds();
let fixture: AppFixture;
let shop: TestShop;
let person: { readonly token: string; readonly userId: string };
beforeAll(async () => {
  fixture = await createAppFixture({ publicOrigin: 'https://pos.test' });
  shop = await setUpShop(fixture);
  person = await addUser(fixture, shop, 'viewer');
});
afterAll(() => fixture.close());

const organizationId = () => shop.session.organization.organizationId;
const tokenOf = (userId = person.userId, category = 'shop') =>
  fixture.db.globalTx((tx) => unsubscribeToken(fixture, tx, { organizationId: organizationId(), userId, category }));
/** As a mail provider sends it: a form, without cookie, origin or session. */
const oneClick = (token: string): Promise<Reply> =>
  fixture.ask('POST', `/unsubscriptions/${token}`, {
    body: 'List-Unsubscribe=One-Click',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
const wishes = async (userId: string): Promise<unknown[]> =>
  (
    await fixture.owner.query('select category, channel, is_wanted from message_preference where user_id = $1', [
      userId,
    ])
  ).rows;

describe('one click at the end of a mail', () => {
  it('ends e-mails of that kind for that person alone, and stands among their own wishes', async () => {
    const token = await tokenOf();
    const replies = await Promise.all(Array.from({ length: 10 }, () => oneClick(token)));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await wishes(person.userId)).toEqual([{ category: 'shop', channel: 'email', is_wanted: false }]);
    expect(await wishes(shop.session.user.userId)).toEqual([]);
    const list = await fixture.ask('GET', '/message-preferences', { token: person.token });
    expect(list.body['preferences']).toContainEqual({
      category: 'shop',
      channel: 'email',
      isWanted: false,
      isSwitchable: true,
    });
  });

  it('is taken as JSON from our own page too', async () => {
    const reply = await fixture.ask('POST', `/unsubscriptions/${await tokenOf()}`, { body: {} });
    expect([reply.status, reply.body]).toEqual([200, { category: 'shop' }]);
  });

  it('changes nothing when it is only opened', async () => {
    expect((await fixture.ask('GET', `/unsubscriptions/${await tokenOf()}`)).status).toBe(404);
  });

  it.each([
    ['another person', (token: string) => token.replace(person.userId, shop.session.user.userId)],
    ['another organization', (token: string) => token.replace(organizationId(), ids.next())],
    ['what concerns safety', (token: string) => token.replace('.shop.', '.security.')],
    ['another mark', (token: string) => `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`],
    ['nonsense', () => 'x'.repeat(60)],
  ])('made for %s is refused', async (_name, change) => {
    const reply = await oneClick(change(await tokenOf()));
    expect([reply.status, reply.body['code']]).toEqual([404, 'not-found']);
    expect(await wishes(shop.session.user.userId)).toEqual([]);
  });

  it('never ends what concerns safety, whoever signed it', async () => {
    expect((await oneClick(await tokenOf(person.userId, 'security'))).status).toBe(404);
  });

  it('is the only place that takes a form', async () => {
    const reply = await fixture.ask('POST', '/access-requests/mine', {
      body: 'token=xxxxxxxxxxxxxxxxxxxxxxxx',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect([reply.status, reply.body['code']]).toEqual([415, 'unsupported-media-type']);
  });
});

describe('a mail that one may do without', () => {
  const senders = {
    email: {
      send: async () => ({ kind: 'delivered', reference: null }) as const,
      close: () => undefined,
    },
  };
  const send = async (template: string, userId: string) => {
    const messageId = ids.next();
    const deps = { ...fixture, ids, jobs: jobQueue, senders };
    await fixture.db.globalTx((tx) =>
      enqueueMessage(deps, tx, {
        messageId,
        organizationId: organizationId(),
        channel: 'email',
        template,
        to: 'juma@example.com',
        userId,
        locale: 'sw',
        params: { subject: 'x', channel: 'e-mail', shopName: 'Duka', senderName: 'Amina' },
      }),
    );
    return messageId;
  };

  it('carries the link, and one that concerns safety carries none', async () => {
    const { userId } = shop.session.user;
    const [shopMail, safetyMail] = [
      await send('notifications/undeliverable', userId),
      await send('notifications/test', userId),
    ];
    const deps = { ...fixture, ids, jobs: jobQueue, senders };
    const tokens = [];
    for (const messageId of [shopMail, safetyMail]) {
      const claim = await fixture.db.tx(organizationId(), (tx) => claimMessage(deps, tx, messageId));
      tokens.push(claim?.unsubscribeToken ?? null);
    }
    expect(tokens).toEqual([await tokenOf(userId), null]);
  });
});
