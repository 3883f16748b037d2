import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestPage } from '../testing/test-page.tsx';
import { type Once, useOnce } from './use-once.ts';

const page = createTestPage();
let once: Once;

function Attempt() {
  once = useOnce();
  return null;
}

beforeEach(() => page.open(<Attempt />));

describe('what is done once', () => {
  it('is not begun again while it is under way, and can be when it ended', async () => {
    const ends: ((problem: string | null) => void)[] = [];
    const attempt = vi.fn(() => new Promise<string | null>((resolve) => ends.push(resolve)));
    await act(async () => {
      void once.run(attempt);
      void once.run(attempt);
    });
    expect(attempt).toHaveBeenCalledTimes(1);
    expect(once.isPending).toBe(true);
    await act(async () => ends[0]?.('The drawer is open.'));
    expect(once).toMatchObject({ isPending: false, problem: 'The drawer is open.' });
    await act(async () => void once.run(attempt));
    expect(attempt).toHaveBeenCalledTimes(2);
    expect(once.problem).toBeNull();
  });

  it('says what was thrown, and lets the button be pressed again', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await act(async () => once.run(() => Promise.reject(new Error('the disk is gone'))));
    expect(once).toMatchObject({ isPending: false, problem: 'the disk is gone' });
    expect(logged).toHaveBeenCalledOnce();
    await act(async () => once.run(() => Promise.resolve(null)));
    expect(once.problem).toBeNull();
  });

  it('says what was found before anything was tried', async () => {
    await act(async () => once.say('Choose a reason.'));
    expect(once.problem).toBe('Choose a reason.');
  });
});
