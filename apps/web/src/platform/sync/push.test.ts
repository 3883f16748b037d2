import { unwrap } from '@mosaajii/domain';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  cash,
  readyToSell,
  testDevice,
  testId,
  testLine,
  testOrder,
  testRegistration,
  testSale,
} from '../journal/fixtures.ts';
import { type ScriptedServer, scriptedServer } from './fixtures.ts';
import { createPusher, MOST_OPERATIONS, type Pusher } from './push.ts';

type Device = Awaited<ReturnType<typeof testDevice>>;

let device: Device;
let server: ScriptedServer;
let pusher: Pusher;
let keyId: string;

beforeEach(async () => {
  device = await testDevice();
  keyId = (await readyToSell(device)).keyId;
  server = scriptedServer();
  pusher = pusherOf(device, server);
});

function pusherOf({ store, clock, journal }: Device, { transport }: ScriptedServer): Pusher {
  return createPusher({ store, transport, clock, serverClock: journal.serverClock });
}

async function sell(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) ids.push(unwrap(await device.journal.commitSale(testSale())).saleId);
  return ids;
}

async function waiting(): Promise<number> {
  const [head, push] = await Promise.all([device.store.head(keyId), device.store.pushState(keyId)]);
  return (head?.lastSequence ?? 0) - push.pushedThrough;
}

const appliedOnce = () =>
  new Set(server.applied.map((operation) => operation.operationId)).size === server.applied.length;

describe('pushing', () => {
  it('brings everything in order, in bounded batches', async () => {
    await sell(MOST_OPERATIONS + 5);
    expect(await pusher.drain()).toMatchObject({ status: 'drained', pushed: MOST_OPERATIONS + 6 });
    expect(server.pushes.map((batch) => batch.length)).toEqual([MOST_OPERATIONS, 6]);
    expect(server.applied.map((operation) => operation.sequence)).toEqual(
      Array.from({ length: MOST_OPERATIONS + 6 }, (_, index) => index + 1),
    );
    expect(await waiting()).toBe(0);
  });

  it('bounds a batch by its size too', { timeout: 30_000 }, async () => {
    const name = 'A long name of a product '.repeat(10);
    const order = testOrder(...Array.from({ length: 600 }, () => testLine(0.01, 1, name)));
    for (let index = 0; index < 3; index += 1) {
      unwrap(await device.journal.commitSale(testSale({ order, tenders: [cash(600)] })));
    }
    await pusher.drain();
    expect(server.pushes.map((batch) => batch.length)).toEqual([3, 1]);
    expect(server.applied).toHaveLength(4);
  });

  it('sends the same again when the request or the answer is lost, and doubles nothing', async () => {
    await sell(3);
    server.script.push('lost-answer', 'lost-request');
    expect(await pusher.drain()).toMatchObject({ status: 'failed', failure: { kind: 'unreachable' } });
    expect(await waiting()).toBe(4);
    expect((await pusher.drain()).status).toBe('failed');
    expect((await pusher.drain()).status).toBe('drained');
    expect(server.applied).toHaveLength(4);
    expect(appliedOnce()).toBe(true);
    expect(await waiting()).toBe(0);
  });

  it('keeps a held operation for a person and goes on with the rest', async () => {
    const [first, bad, last] = await sell(3);
    server.verdicts.set(bad ?? '', {
      operationId: bad ?? '',
      isRepeat: false,
      status: 'held',
      reason: 'variant-unknown',
    });
    expect((await pusher.drain()).status).toBe('drained');
    expect(await waiting()).toBe(0);
    expect((await device.store.entriesNeedingAttention(10)).map((entry) => entry.operationId)).toEqual([bad]);
    expect(unwrap(await device.journal.findSale({ saleId: bad ?? '' })).standing).toBe('held');
    for (const fine of [first, last]) {
      expect(unwrap(await device.journal.findSale({ saleId: fine ?? '' })).standing).toBe('accepted');
    }
  });

  it('clears a repair when it is sent again after somebody approved it', async () => {
    const [bad = ''] = await sell(1);
    server.verdicts.set(bad, { operationId: bad, isRepeat: false, status: 'held', reason: 'variant-unknown' });
    await pusher.drain();
    expect(await device.store.countNeedingAttention()).toBe(1);
    expect(await pusher.resend(bad)).toBeNull();
    expect(await device.store.countNeedingAttention()).toBe(0);
  });

  it('asks again about what is held, hears what became of it, and keeps what is still held', async () => {
    const [first = '', second = ''] = await sell(2);
    const verdictOf = (operationId: string) =>
      ({ operationId, isRepeat: false, status: 'held', reason: 'variant-unknown' }) as const;
    for (const id of [first, second]) server.verdicts.set(id, verdictOf(id));
    await pusher.drain();
    expect(await device.store.countNeedingAttention()).toBe(2);
    // Somebody let the first one in; the second one waits on.
    server.applied.splice(2, 1);
    expect(await pusher.reviewHeld()).toBeNull();
    expect((await device.store.entriesNeedingAttention(10)).map((entry) => entry.operationId)).toEqual([second]);
    expect(await waiting()).toBe(0);
    server.script.push('lost-answer');
    expect(await pusher.reviewHeld()).toMatchObject({ kind: 'unreachable' });
    expect(await device.store.countNeedingAttention()).toBe(1);
  });

  it('finds the one operation that the server cannot read at all, and keeps it apart', async () => {
    const ids = await sell(7);
    const poison = ids[4] ?? '';
    const { push } = server.transport;
    const refusing = {
      ...server.transport,
      push: (...[registration, operations]: Parameters<typeof push>) =>
        operations.some((operation) => operation.operationId === poison)
          ? Promise.resolve({
              ok: false as const,
              error: { kind: 'refused' as const, status: 400, code: 'malformed-request', detail: 'What is this?' },
            })
          : push(registration, operations),
    };
    const picky = createPusher({
      store: device.store,
      transport: refusing,
      clock: device.clock,
      serverClock: device.journal.serverClock,
    });
    expect((await picky.drain()).status).toBe('drained');
    const attention = await device.store.entriesNeedingAttention(10);
    expect(attention.find((entry) => entry.operationId === poison)?.answer).toMatchObject({
      status: 'rejected',
      problem: { code: 'malformed-request' },
    });
    expect(await waiting()).toBe(0);
  });

  it('waits when the server is busy, revoked or away: nothing is marked', async () => {
    await sell(2);
    server.script.push({ kind: 'refused', status: 503, code: 'unavailable', detail: 'Later.' });
    expect(await pusher.drain()).toMatchObject({ status: 'failed', failure: { status: 503 } });
    server.script.push({ kind: 'refused', status: 401, code: 'unknown-register', detail: 'Who?' });
    expect(await pusher.drain()).toMatchObject({ status: 'failed', failure: { status: 401 } });
    expect(await waiting()).toBe(3);
    expect(await device.store.countNeedingAttention()).toBe(0);
  });

  it('does not let what an earlier registration signed hold up the present one', async () => {
    await sell(2);
    const enrolled = await testRegistration({ keyId: testId(), series: 'B' });
    unwrap(await device.journal.enrol(enrolled));
    const denied = { kind: 'refused', status: 401, code: 'register-not-recognised', detail: 'Who?' } as const;
    server.script.push(denied);
    expect(await pusher.drain()).toMatchObject({ status: 'drained', stranded: denied });
    await sell(1);
    server.script.push(denied);
    expect(await pusher.drain()).toMatchObject({ status: 'drained', pushed: 1, stranded: denied });
    expect(server.applied.map((operation) => operation.keyId)).toEqual([enrolled.keyId]);
    expect(await waiting()).toBe(3);
  });

  it('takes an answer without answers for a failure', async () => {
    await sell(1);
    const mute = {
      ...server.transport,
      push: async () => ({
        ok: true as const,
        value: { answers: [], epoch: 'epoch-1', position: 0, serverTime: '2026-11-22T09:00:00.000Z' },
      }),
    };
    const hopeful = createPusher({
      store: device.store,
      transport: mute,
      clock: device.clock,
      serverClock: device.journal.serverClock,
    });
    expect((await hopeful.drain()).status).toBe('failed');
    expect(await waiting()).toBe(2);
  });
});

describe('a server that went back in time', () => {
  it('gets everything again when its epoch changed, and only what it lost is applied', async () => {
    await sell(5);
    await pusher.drain();
    server.restoreTo(2, 'epoch-2');
    await sell(1);
    expect((await pusher.drain()).status).toBe('drained');
    expect(server.applied.map((operation) => operation.sequence)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(appliedOnce()).toBe(true);
    expect(await device.store.pushState(keyId)).toMatchObject({ pushedThrough: 7, epoch: 'epoch-2' });
  });

  it('is noticed by greeting it, also when nothing waits', async () => {
    await sell(3);
    await pusher.drain();
    server.restoreTo(1, 'epoch-2');
    await pusher.hello();
    expect(await waiting()).toBe(4);
    await pusher.drain();
    expect(server.applied).toHaveLength(4);
  });

  it('gets what it lost even when its epoch is the same', async () => {
    await sell(4);
    await pusher.drain();
    server.restoreTo(2);
    await pusher.hello();
    await pusher.drain();
    expect(server.applied.map((operation) => operation.sequence)).toEqual([1, 2, 3, 4, 5]);
  });

  it('notices in the middle of a push, from an operation that is held for a gap', async () => {
    await sell(4);
    await pusher.drain();
    server.restoreTo(2);
    const [late = ''] = await sell(1);
    await pusher.drain();
    expect(server.applied).toHaveLength(6);
    expect(await device.store.countNeedingAttention()).toBe(0);
    expect(unwrap(await device.journal.findSale({ saleId: late })).standing).toBe('accepted');
  });

  it('does not go back for ever for an operation that stays held', async () => {
    const [bad = ''] = await sell(1);
    server.verdicts.set(bad, {
      operationId: bad,
      isRepeat: false,
      status: 'rejected',
      problem: { code: 'malformed', detail: 'No.' },
    });
    await sell(2);
    await pusher.drain();
    await pusher.hello();
    await pusher.drain();
    expect(await waiting()).toBe(0);
    expect(server.pushes.length).toBeLessThan(6);
  });
});

describe('a device that lost the end of its journal', () => {
  /** The device as it was at this moment, started again: a profile or a virtual machine that was put back. */
  async function putBack(work: () => Promise<unknown>): Promise<{ device: Device; pusher: Pusher }> {
    const disk = structuredClone({ ...device.disk, registrations: new Map() });
    await work();
    const back = await testDevice({ disk: { ...disk, registrations: new Map(device.disk.registrations) } });
    return { device: back, pusher: pusherOf(back, server) };
  }

  it('goes on after the end that the server knows: no receipt number is given twice', async () => {
    await sell(1);
    await pusher.drain();
    const back = await putBack(async () => {
      await sell(2);
      await pusher.drain();
    });
    await back.pusher.hello();
    expect(back.pusher.isBehind()).toBe(false);
    expect(await back.device.journal.storageHealth()).toMatchObject({ ok: true });
    const next = unwrap(await back.device.journal.commitSale(testSale()));
    expect(next.receiptNumber).toBe('S1-R1-A-000004');
    await back.pusher.drain();
    expect(server.applied.map((operation) => operation.sequence)).toEqual([1, 2, 3, 4, 5]);
    expect(await back.device.store.countNeedingAttention()).toBe(0);
    expect(server.applied.at(-1)?.previousHash).toBe(server.applied.at(-2)?.hash);
  });

  it('takes no more money while something of it waits, and goes on when all of it was answered', async () => {
    await sell(1);
    await pusher.drain();
    const back = await putBack(async () => {
      await sell(2);
      await pusher.drain();
    });
    const draft = testSale();
    unwrap(await back.device.journal.commitSale(draft));
    await back.pusher.hello();
    expect(back.pusher.isBehind()).toBe(true);
    const refused = { ok: false, error: { code: 'needs-enrolment' } };
    expect(await back.device.journal.storageHealth()).toMatchObject(refused);
    expect(await back.device.journal.commitSale(testSale())).toMatchObject(refused);
    expect(unwrap(await back.device.journal.commitSale(draft)).isRepeat).toBe(true);
    await back.pusher.drain();
    expect(await back.device.store.countNeedingAttention()).toBe(1);
    await back.pusher.hello();
    expect(back.pusher.isBehind()).toBe(false);
    expect(unwrap(await back.device.journal.commitSale(testSale())).receiptNumber).toBe('S1-R1-A-000004');
  });

  it('needs a new key when its own numbers have passed the server on another way', async () => {
    await sell(1);
    await pusher.drain();
    const back = await putBack(async () => {
      await sell(1);
      await pusher.drain();
    });
    for (let count = 0; count < 3; count += 1) unwrap(await back.device.journal.commitSale(testSale()));
    await back.pusher.hello();
    await back.pusher.drain();
    await back.pusher.hello();
    expect(back.pusher.isBehind()).toBe(true);
    expect(await back.device.journal.commitSale(testSale())).toMatchObject({ error: { code: 'needs-enrolment' } });
    expect(await back.device.store.countNeedingAttention()).toBe(3);
    unwrap(await back.device.journal.enrol(await testRegistration({ keyId: testId(), series: 'B' })));
    await back.pusher.hello();
    expect(back.pusher.isBehind()).toBe(false);
  });
});

describe('an earlier registration of the same device', () => {
  it('still brings what it had not sent', async () => {
    await sell(2);
    unwrap(await device.journal.enrol(await testRegistration({ series: 'B' })));
    await pusher.drain();
    expect(server.applied).toHaveLength(3);
    expect(await waiting()).toBe(0);
  });
});
