import { describe, expect, it } from 'vitest';
import type { SyncStatus } from '../sync/index.ts';
import { chipFace } from './sync-chip.tsx';

const FINE: SyncStatus = { state: 'synced', waiting: 0, since: null, needYou: 0, lastProblem: null };

describe('the words of the sync chip', () => {
  it('say what is true, the most important first', () => {
    expect(chipFace(FINE, false).text).toBe('Synced');
    expect(chipFace(FINE, true).text).toBe('Update ready');
    expect(chipFace({ ...FINE, state: 'syncing', waiting: 3 }, true).text).toBe('Syncing 3');
    expect(chipFace({ ...FINE, state: 'offline', waiting: 12 }, true).text).toBe('Offline · 12 saved here');
    expect(chipFace({ ...FINE, state: 'offline' }, false).text).toBe('Offline');
    expect(chipFace({ ...FINE, state: 'attention', needYou: 1, waiting: 4 }, false).text).toBe('1 needs you');
    expect(chipFace({ ...FINE, state: 'attention', needYou: 2 }, true).text).toBe('2 need you');
  });

  it('carry an icon in every state, so that colour is never alone', () => {
    for (const state of ['synced', 'syncing', 'offline', 'attention'] as const) {
      expect(chipFace({ ...FINE, state }, false).icon).toBeTruthy();
    }
  });
});
