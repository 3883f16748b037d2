import { ok, refuse } from '@mosaajii/domain';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Device, DeviceProvider } from '../device/index.ts';
import { source } from '../device/observable.ts';
import { approval } from '../i18n/en/approval.ts';
import { addMessages } from '../i18n/index.ts';
import { type Remote, useRemoteApproval } from './use-remote.ts';

const server = vi.hoisted(() => ({ ask: vi.fn() }));
vi.mock('../sync/index.ts', () => ({ askAsRegister: server.ask }));

const JUMA = '01900000-0000-7000-8000-0000000000b1';
const AMINA = { userId: '01900000-0000-7000-8000-0000000000b2', displayName: 'Amina' };
const EXPIRES = '2026-11-22T09:40:00.000Z';
const STEPS = [{ action: 'discount', asked: 300_000, most: 100_000 }] as const;

let root: Root;
let state: Remote | null;
let next: number;
const approved = vi.fn();
const giveApproval = vi.fn();
const position = source(0);

function Probe({ subject }: { readonly subject: string }) {
  state = useRemoteApproval({ steps: STEPS, subject, totalMinor: 500 }, approved);
  return null;
}

const device = {
  newId: () => `request-${(next += 1)}`,
  now: () => new Date(),
  journal: { giveApproval },
  session: { state: source({ status: 'signed-in', session: { user: { userId: JUMA } } }) },
  enrolment: { registration: source({ registerId: 'till' }) },
  sync: { position },
} as unknown as Device;

const show = (subject: string | null) =>
  act(async () =>
    root.render(
      <DeviceProvider device={device}>{subject === null ? null : <Probe subject={subject} />}</DeviceProvider>,
    ),
  );
/** Answers what is asked; each look at the request hears the present one. */
function answer(look: object): void {
  server.ask.mockImplementation((_register: unknown, method: string, url: string) => {
    if (method === 'POST') return Promise.resolve({ ok: true, value: { state: 'open', expiresAt: EXPIRES } });
    if (method === 'DELETE') return Promise.resolve({ ok: true, value: { state: 'withdrawn' } });
    return Promise.resolve({ ok: true, value: { requestId: url.split('/').at(-1), expiresAt: EXPIRES, ...look } });
  });
}
const sent = (method: string) => server.ask.mock.calls.filter((call) => call[1] === method).map((call) => call[2]);
const ask = () => act(async () => state?.ask());
const poke = () => act(async () => position.set(position.get() + 1));

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  addMessages('approval', approval);
  next = 0;
  state = null;
  root = createRoot(document.createElement('div'));
  giveApproval.mockImplementation(({ approvalId }: { approvalId: string }) => Promise.resolve(ok({ approvalId })));
});
afterEach(async () => {
  await act(async () => root.unmount());
  vi.clearAllMocks();
  vi.unstubAllGlobals();
});

describe('asking somebody on another screen', () => {
  it('sends what it would cover, waits, and writes the answer down once before it counts', async () => {
    answer({ state: 'open', decidedBy: null, note: null });
    await show('cart');
    await ask();
    await ask();
    expect(sent('POST')).toHaveLength(1);
    expect(server.ask.mock.calls[0]?.[3]).toEqual({
      requestId: 'request-1',
      userId: JUMA,
      actions: STEPS,
      subject: 'cart',
      totalMinor: 500,
    });
    expect(state).toMatchObject({ state: 'waiting', said: null });
    answer({ state: 'approved', decidedBy: AMINA, note: null });
    await poke();
    await poke();
    expect(giveApproval).toHaveBeenCalledOnce();
    expect(giveApproval).toHaveBeenCalledWith({
      approvalId: 'request-1',
      requestId: 'request-1',
      userId: JUMA,
      approverId: AMINA.userId,
      method: 'remote',
      actions: STEPS,
      subject: 'cart',
    });
    expect(approved).toHaveBeenCalledWith(
      expect.objectContaining({ approvalId: 'request-1', subject: 'cart', by: 'Amina' }),
    );
    await show(null);
    expect(sent('DELETE'), 'what was answered is not withdrawn').toEqual([]);
  });

  it.each([
    ['refused', { decidedBy: AMINA, note: 'Ten at most' }, 'Amina refused: Ten at most'],
    ['expired', { decidedBy: null, note: null }, 'Nobody answered in ten minutes. Ask again, or call somebody.'],
    ['withdrawn', { decidedBy: null, note: null }, 'The question was withdrawn. Ask again.'],
  ])('says why not when it was %s, and may ask again', async (name, look, said) => {
    answer({ state: name, ...look });
    await show('cart');
    await ask();
    expect(state).toMatchObject({ state: 'idle', said });
    expect(approved).not.toHaveBeenCalled();
    await ask();
    expect(sent('POST')).toHaveLength(2);
  });

  it('takes the question back when the content changes, when the screen is left, and when the cashier says so', async () => {
    answer({ state: 'open', decidedBy: null, note: null });
    await show('cart');
    await ask();
    await show('another cart');
    expect(sent('DELETE')).toEqual(['/approvals/request-1']);
    expect(state?.state).toBe('idle');
    answer({ state: 'approved', decidedBy: AMINA, note: null });
    await poke();
    expect(approved, 'an answer for the cart of before').not.toHaveBeenCalled();
    answer({ state: 'open', decidedBy: null, note: null });
    await ask();
    await act(async () => state?.cancel());
    await ask();
    await show(null);
    expect(sent('DELETE')).toEqual(['/approvals/request-1', '/approvals/request-2', '/approvals/request-3']);
  });

  it('says that nobody was asked when the server is out of reach or refuses, and goes on waiting when it is lost later', async () => {
    server.ask.mockResolvedValue({ ok: false, code: 'unreachable', detail: '', extra: {} });
    await show('cart');
    await ask();
    expect(state).toMatchObject({ state: 'idle', said: expect.stringContaining('cannot be reached') });
    server.ask.mockResolvedValue({ ok: false, code: 'conflict', detail: 'Too many.', extra: {} });
    await ask();
    expect(state?.said).toBe('Nobody was asked: Too many.');
    answer({ state: 'open', decidedBy: null, note: null });
    await ask();
    server.ask.mockResolvedValue({ ok: false, code: 'unreachable', detail: '', extra: {} });
    await poke();
    expect(state).toMatchObject({ state: 'waiting', said: null });
  });

  it('says when the journal does not take the answer', async () => {
    giveApproval.mockResolvedValue(refuse({ code: 'storage-full', detail: 'There is no room.' }));
    answer({ state: 'approved', decidedBy: AMINA, note: null });
    await show('cart');
    await ask();
    expect(state).toMatchObject({ state: 'idle', said: 'Not approved: There is no room.' });
    expect(approved).not.toHaveBeenCalled();
  });
});
