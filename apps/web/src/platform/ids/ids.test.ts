import { describe, expect, it } from 'vitest';
import { createIds, newId } from './index.ts';

const VERSION_7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const timeOf = (id: string) => Number.parseInt(id.slice(0, 13).replace('-', ''), 16);
const counterOf = (id: string) => Number.parseInt(id.slice(15, 18), 16);

describe('identifiers', () => {
  it('have the form of version 7 and the time of the clock', () => {
    const at = Date.UTC(2026, 10, 23);
    const id = createIds(() => at)();
    expect(id).toMatch(VERSION_7);
    expect(timeOf(id)).toBe(at);
    expect(newId()).toMatch(VERSION_7);
  });

  it('grow within one millisecond too, beyond what it has room for, and none comes twice', () => {
    const make = createIds(() => 1_000);
    const ids = Array.from({ length: 6_000 }, make);
    for (const id of ids) expect(id).toMatch(VERSION_7);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
    expect(timeOf(ids.at(-1) ?? '')).toBeGreaterThan(1_000);
  });

  it('leave room for at least half of the counter when a millisecond begins', () => {
    let at = 5_000;
    const make = createIds(() => at);
    for (let turn = 0; turn < 500; turn += 1) {
      at += 1;
      expect(counterOf(make())).toBeLessThan(0x800);
    }
  });

  it('grow while a clock goes back a little, and begin anew when it was set', () => {
    let at = 1_000_000;
    const make = createIds(() => at);
    const first = make();
    at -= 10_000;
    const second = make();
    expect(second > first).toBe(true);
    expect(timeOf(second)).toBe(1_000_000);
    at -= 1;
    expect(timeOf(make())).toBe(at);
  });

  it('carry 62 random bits each', () => {
    const make = createIds(() => 7);
    const tails = Array.from({ length: 1_000 }, () => make().slice(19).replace('-', ''));
    expect(new Set(tails).size).toBe(tails.length);
    for (let digit = 1; digit < 16; digit += 1) expect(new Set(tails.map((tail) => tail[digit])).size).toBe(16);
  });
});
