import { seededRandom } from '@mosaajii/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Deps } from '../../platform/deps.ts';
import { type Outcome, type Outgoing, openSenders, type Sender } from '../../platform/messages/index.ts';
import { backoffMs, MAXIMUM_ATTEMPTS } from './backoff.ts';
import { LEASE_MS } from './claim.ts';
import { deliverMessage } from './deliver.ts';
import {
  createDeliveryFixture,
  type DeliveryFixture,
  type MailServer,
  recipientsOf,
  startMailServer,
} from './delivery-fixture.ts';

let fixture: DeliveryFixture;
beforeAll(async () => {
  fixture = await createDeliveryFixture();
});
afterAll(() => fixture.close());

const idOf = (messageId: string, organizationId = fixture.organizationId) => ({ organizationId, messageId });
const INSTALLATION = '00000000-0000-0000-0000-000000000000';

describe('by SMTP', () => {
  let mail: MailServer;
  let refusal: (Error & { responseCode?: number }) | null;
  let deps: Deps;
  beforeEach(async () => {
    refusal = null;
    mail = await startMailServer({ onRcptTo: (_address, _session, done) => done(refusal) });
    deps = { ...fixture.deps, senders: await openSenders({ smtp: mail.settings }) };
  });
  afterEach(() => mail.close());
  const refuse = (responseCode: number) => {
    refusal = Object.assign(new Error('no amina@example.com here'), { responseCode });
  };

  it('arrives in the language of the recipient, as text and as HTML, from our address, with its own Message-ID', async () => {
    const messageId = await fixture.send({ locale: 'ar-EG', to: ' Amina@Example.com' });
    await deliverMessage(deps, idOf(messageId));
    expect(mail.received).toHaveLength(1);
    const [received] = mail.received;
    expect(received?.messageId).toBe(`<${messageId}@shop.test>`);
    expect(received?.from?.text).toContain('no-reply@shop.test');
    expect(received === undefined ? [] : recipientsOf(received)).toEqual(['amina@example.com']);
    expect(received?.subject).toBe('رسالة تجريبية من Duka');
    expect(received?.html).toContain('dir="rtl"');
    expect(received?.text).toContain('https://pos.test/messages');
    expect(received?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(await fixture.rowOf(messageId)).toMatchObject({ state: 'delivered', attempts: 1, last_code: null });
    expect(await fixture.planned(messageId)).toBeNull();
    // Told again, the message is not sent again.
    await deliverMessage(deps, idOf(messageId));
    expect(mail.received).toHaveLength(1);
  });

  it('says where one click ends it, when one may do without it', async () => {
    const userId = fixture.deps.ids.next();
    const params = { subject: 'x', channel: 'email' };
    await deliverMessage(deps, idOf(await fixture.send({ userId, template: 'notifications/undeliverable', params })));
    await deliverMessage(deps, idOf(await fixture.send({ userId })));
    const [free, needed] = mail.received.map((one) => one.headerLines.filter(({ key }) => key.startsWith('list-')));
    const [link, post] = free ?? [];
    expect(link?.line).toContain(`<https://pos.test/api/v1/unsubscriptions/${fixture.organizationId}.${userId}.shop.`);
    expect(post?.line).toBe('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(mail.received[0]?.text).toContain('https://pos.test/unsubscribe#');
    expect(needed).toEqual([]);
    expect(mail.received[1]?.text).not.toContain('unsubscribe');
  });

  it('arrives for the installation too, outside of every organization', async () => {
    const messageId = await fixture.send({ organizationId: null });
    await deliverMessage(deps, idOf(messageId));
    expect(mail.received).toHaveLength(0);
    await deliverMessage(deps, idOf(messageId, INSTALLATION));
    expect(mail.received).toHaveLength(1);
  });

  it('is tried again after a temporary refusal, later each time, at most ten times', async () => {
    refuse(451);
    const messageId = await fixture.send();
    for (let attempt = 1; attempt <= MAXIMUM_ATTEMPTS; attempt += 1) {
      await deliverMessage(deps, idOf(messageId));
      const row = await fixture.rowOf(messageId);
      expect(row).toMatchObject({ attempts: attempt, last_code: 'smtp-451' });
      if (attempt === MAXIMUM_ATTEMPTS) break;
      expect(row['state']).toBe('queued');
      const planned = await fixture.planned(messageId);
      expect(planned).toEqual(row['next_attempt_at']);
      const wait = (planned?.getTime() ?? 0) - fixture.deps.clock.now().getTime();
      expect(wait).toBeGreaterThanOrEqual(backoffMs(attempt, () => 0));
      fixture.advance(wait);
    }
    expect(await fixture.rowOf(messageId)).toMatchObject({ state: 'failed' });
    expect(await fixture.planned(messageId)).toBeNull();
  });

  it('is not tried again where there is no such mailbox, and neither is anything else for that address', async () => {
    refuse(550);
    const to = 'gone@example.com';
    const first = await fixture.send({ to });
    await deliverMessage(deps, idOf(first));
    expect(await fixture.rowOf(first)).toMatchObject({ state: 'failed', attempts: 1, last_code: 'smtp-550' });
    expect(await fixture.planned(first)).toBeNull();
    refusal = null;
    const second = await fixture.send({ to });
    await deliverMessage(deps, idOf(second));
    expect(await fixture.rowOf(second)).toMatchObject({ state: 'suppressed', attempts: 0, last_code: 'bounced' });
    expect(mail.received).toHaveLength(0);
    const { rows } = await fixture.owner.query('select * from message_suppression');
    expect(JSON.stringify(rows)).not.toContain('gone');
  });

  it('does not blame the address for a refusal of the text or of the sender', async () => {
    refuse(552);
    const messageId = await fixture.send({ to: 'full@example.com' });
    await deliverMessage(deps, idOf(messageId));
    expect(await fixture.rowOf(messageId)).toMatchObject({ state: 'failed', last_code: 'smtp-552' });
    refusal = null;
    const next = await fixture.send({ to: 'full@example.com' });
    await deliverMessage(deps, idOf(next));
    expect(await fixture.rowOf(next)).toMatchObject({ state: 'delivered' });
  });

  it('keeps no secret after its end, and no address in its codes', async () => {
    const messageId = await fixture.send({ isSecret: true });
    expect((await fixture.rowOf(messageId))['params_sealed']).toMatch(/^v1\./);
    await deliverMessage(deps, idOf(messageId));
    expect(mail.received[0]?.text).toContain('Juma');
    expect(await fixture.rowOf(messageId)).toMatchObject({ state: 'delivered', params: {}, params_sealed: null });
    refuse(550);
    const failed = await fixture.send({ isSecret: true, to: 'other@example.com' });
    await deliverMessage(deps, idOf(failed));
    const row = await fixture.rowOf(failed);
    expect(row).toMatchObject({ state: 'failed', params_sealed: null });
    expect(JSON.stringify(row)).not.toContain('amina');
  });

  it('waits for a server that is not there', async () => {
    await mail.close();
    const messageId = await fixture.send();
    await deliverMessage(deps, idOf(messageId));
    expect(await fixture.rowOf(messageId)).toMatchObject({ state: 'queued', last_code: 'smtp-unreachable' });
    mail = await startMailServer();
  });

  it('does not speak to a server away from this machine that offers no TLS', async () => {
    const far = { ...mail.settings, isLoopback: false };
    const guarded = { ...deps, senders: await openSenders({ smtp: far }) };
    const messageId = await fixture.send();
    await deliverMessage(guarded, idOf(messageId));
    expect(await fixture.rowOf(messageId)).toMatchObject({ state: 'queued', last_code: 'smtp-tls' });
    expect(mail.received).toHaveLength(0);
  });

  it('says that the credentials are wrong, and goes on when they are right', async () => {
    const strict = await startMailServer({
      authOptional: false,
      onAuth: ({ password }, _session, done) =>
        password === 'right' ? done(null, { user: 'shop' }) : done(new Error('no')),
    });
    const messageId = await fixture.send();
    for (const [password, row] of [
      ['wrong', { state: 'queued', last_code: 'smtp-credentials' }],
      ['right', { state: 'delivered' }],
    ] as const) {
      const smtp = { ...strict.settings, credentials: { user: 'shop', password } };
      await deliverMessage({ ...deps, senders: await openSenders({ smtp }) }, idOf(messageId));
      expect(await fixture.rowOf(messageId)).toMatchObject(row);
    }
    await strict.close();
  });
});

/** A way out that does as it is told. */
function senderOf(answer: (message: Outgoing) => Outcome | Promise<Outcome>): Sender {
  return { send: async (message) => answer(message), close: () => undefined };
}
const delivered: Outcome = { kind: 'delivered', reference: null };

describe('what is not sent', () => {
  it('waits where no channel is configured, and says so; nothing counts as an attempt', async () => {
    const messageId = await fixture.send();
    await deliverMessage(fixture.deps, idOf(messageId));
    const row = await fixture.rowOf(messageId);
    expect(row).toMatchObject({ state: 'queued', attempts: 0, last_code: 'no-channel' });
    expect(await fixture.planned(messageId)).toEqual(row['next_attempt_at']);
    await deliverMessage({ ...fixture.deps, senders: { email: senderOf(() => delivered) } }, idOf(messageId));
    expect(await fixture.rowOf(messageId)).toMatchObject({ state: 'delivered', attempts: 1, last_code: null });
  });

  it('expires, to the millisecond, with or without a channel', async () => {
    const deps = { ...fixture.deps, senders: { email: senderOf(() => delivered) } };
    const inAMinute = () => new Date(fixture.deps.clock.now().getTime() + 60_000);
    const [early, late] = [
      await fixture.send({ expiresAt: inAMinute() }),
      await fixture.send({ expiresAt: inAMinute() }),
    ];
    fixture.advance(59_999);
    await deliverMessage(deps, idOf(early));
    fixture.advance(1);
    await deliverMessage(deps, idOf(late));
    expect(await fixture.rowOf(early)).toMatchObject({ state: 'delivered' });
    expect(await fixture.rowOf(late)).toMatchObject({ state: 'expired', attempts: 0 });
  });

  it('fails for good where nobody knows the template', async () => {
    const messageId = await fixture.send({ template: 'nobody/knows' });
    await deliverMessage({ ...fixture.deps, senders: { email: senderOf(() => delivered) } }, idOf(messageId));
    expect(await fixture.rowOf(messageId)).toMatchObject({ state: 'failed', last_code: 'unknown-template' });
  });

  it('is what the recipient has switched off, except for what concerns safety', async () => {
    const userId = fixture.deps.ids.next();
    for (const category of ['shop', 'security'])
      await fixture.owner.query("insert into message_preference values ($1, $2, $3, 'email', false)", [
        fixture.organizationId,
        userId,
        category,
      ]);
    const deps = { ...fixture.deps, senders: { email: senderOf(() => delivered) } };
    const shop = await fixture.send({
      userId,
      template: 'notifications/undeliverable',
      params: { subject: 'x', channel: 'email' },
    });
    const safety = await fixture.send({ userId });
    for (const id of [shop, safety]) await deliverMessage(deps, idOf(id));
    expect(await fixture.rowOf(shop)).toMatchObject({ state: 'suppressed', last_code: 'not-wanted' });
    expect(await fixture.rowOf(safety)).toMatchObject({ state: 'delivered' });
  });
});

describe('several workers and workers that are killed', () => {
  it('send a message once when twenty are told of it at the same time', async () => {
    let sent = 0;
    const deps = {
      ...fixture.deps,
      senders: {
        email: senderOf(() => {
          sent += 1;
          return delivered;
        }),
      },
    };
    const messageId = await fixture.send();
    await Promise.all(Array.from({ length: 20 }, () => deliverMessage(deps, idOf(messageId))));
    expect(sent).toBe(1);
    expect(await fixture.rowOf(messageId)).toMatchObject({ state: 'delivered', attempts: 1 });
  });

  it('leave a job for the end of the lease, before which nobody sends', async () => {
    const messageId = await fixture.send();
    const killed = { ...fixture.deps, senders: { email: senderOf(() => Promise.reject(new Error('killed'))) } };
    await expect(deliverMessage(killed, idOf(messageId))).rejects.toThrow('killed');
    const row = await fixture.rowOf(messageId);
    expect(row['state']).toBe('sending');
    expect(await fixture.planned(messageId)).toEqual(row['leased_until']);
    const deps = { ...fixture.deps, senders: { email: senderOf(() => delivered) } };
    fixture.advance(LEASE_MS - 1);
    await deliverMessage(deps, idOf(messageId));
    expect(await fixture.rowOf(messageId)).toMatchObject({ state: 'sending' });
    expect(await fixture.planned(messageId)).toEqual(row['leased_until']);
    fixture.advance(1);
    await deliverMessage(deps, idOf(messageId));
    expect(await fixture.rowOf(messageId)).toMatchObject({ state: 'delivered', attempts: 2 });
  });

  it('that wake up after their lease change nothing that another has written', async () => {
    const messageId = await fixture.send();
    const other = { ...fixture.deps, senders: { email: senderOf(() => delivered) } };
    const slow = senderOf(async () => {
      fixture.advance(LEASE_MS);
      await deliverMessage(other, idOf(messageId));
      return { kind: 'permanent', code: 'too-late' };
    });
    await deliverMessage({ ...fixture.deps, senders: { email: slow } }, idOf(messageId));
    expect(await fixture.rowOf(messageId)).toMatchObject({ state: 'delivered', last_code: null });
  });

  it.each([1, 2, 3, 4, 5])(
    'lose no message and send none twice but after a kill behind the sending (seed %i)',
    async (seed) => {
      const random = seededRandom(seed);
      const sent = new Map<string, string[]>();
      const killedAfterSending = new Set<string>();
      const refused = new Set<string>();
      const ids = [];
      for (let index = 0; index < 12; index += 1) ids.push(await fixture.send({ to: `p${index}@example.com` }));
      const sender = senderOf((message) => {
        const fate = random.fraction();
        if (fate < 0.25) throw new Error('killed before it was sent');
        sent.set(message.messageId, [...(sent.get(message.messageId) ?? []), message.messageId]);
        if (fate < 0.4) {
          killedAfterSending.add(message.messageId);
          throw new Error('killed before it was written down');
        }
        if (fate >= 0.5) return delivered;
        // Noted here: a twin that comes after the refusal delivers within the same round, and the row says nothing of it then.
        refused.add(message.messageId);
        return { kind: 'temporary', code: 'smtp-421' };
      });
      const deps = { ...fixture.deps, senders: { email: sender } };
      for (let round = 0; round < 60; round += 1) {
        const work = ids.flatMap((id) => [deliverMessage(deps, idOf(id)), deliverMessage(deps, idOf(id))]);
        await Promise.allSettled(work);
        const states: unknown[] = [];
        for (const id of ids) states.push((await fixture.rowOf(id))['state']);
        if (states.every((state) => state === 'delivered' || state === 'failed')) break;
        // Whatever is not done is planned.
        for (const [index, id] of ids.entries())
          if (states[index] === 'queued' || states[index] === 'sending')
            expect(await fixture.planned(id)).not.toBeNull();
        fixture.advance(LEASE_MS);
      }
      for (const id of ids) {
        expect(await fixture.rowOf(id)).toMatchObject({ state: 'delivered' });
        const times = sent.get(id)?.length ?? 0;
        expect(times).toBeGreaterThanOrEqual(1);
        if (!killedAfterSending.has(id) && !refused.has(id)) expect(times).toBe(1);
      }
      expect(killedAfterSending.size).toBeGreaterThan(0);
    },
  );
});
