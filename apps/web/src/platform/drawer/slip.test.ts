import { minor } from '@mosaajii/domain/money';
import { paperTexts } from '@mosaajii/domain/paper';
import { describe, expect, it } from 'vitest';
import type { ShiftEvent } from '../journal/model.ts';
import './words.ts';
import { slipPaper } from './slip.ts';

const place = {
  shopName: 'Baraka Stores',
  storeName: 'Moi Avenue',
  registerName: 'S1-R2',
  timeZone: 'Africa/Nairobi',
  currency: { code: 'KES', exponent: 2 } as const,
  locale: 'en-KE',
  nameOf: (userId: string) => ({ s: 'Sara', j: 'Juma' })[userId] ?? '?',
};
const event = (part: Partial<ShiftEvent>): ShiftEvent => ({
  operationId: '01900000-0000-7000-8000-000000000001',
  kind: 'drop',
  at: '2026-11-22T11:05:00.000Z',
  userId: 's',
  ...part,
});
const textsOf = (part: Partial<ShiftEvent>) => paperTexts(slipPaper(event(part), place));

describe('the slip of a drawer', () => {
  it('says how much went out, why, and who says so, with a place to sign and the entry of the journal', () => {
    const texts = textsOf({ amountMinor: minor(250_000), reason: 'safe', note: '<b>two</b> bags' });
    expect(texts[0]).toBe('Baraka Stores');
    expect(texts).toContain('Moi Avenue · S1-R2');
    expect(texts.join('\n')).toContain('14:05');
    expect(texts).toContain('Cash drop');
    expect(texts).toContain('Amount | -Ksh\u00a02,500.00');
    expect(texts).toContain('Reason | To the safe');
    expect(texts).toContain('By | Sara');
    expect(texts).toContain('Note | <b>two</b> bags');
    expect(texts.some((text) => text.startsWith('Signed'))).toBe(true);
    expect(texts.at(-1)).toBe('01900000-0000-7000-8000-000000000001');
  });

  it('of cash that came in is without a minus', () => {
    const texts = textsOf({ kind: 'paid-in', amountMinor: minor(5_000), reason: 'change' });
    expect(texts.find((text) => text.startsWith('Amount'))).toMatch(/50\.00$/);
    expect(texts.find((text) => text.startsWith('Amount'))).not.toContain('-');
  });

  it('of a drawer that was opened without a sale has no amount', () => {
    const texts = textsOf({ kind: 'no-sale', reason: 'change-money' });
    expect(texts).toContain('Open the drawer without a sale');
    expect(texts.some((text) => text.startsWith('Amount'))).toBe(false);
    expect(texts).toContain('Reason | To give change');
  });

  it('of a handover names both, and what was counted', () => {
    const texts = textsOf({ kind: 'handed-over', fromUserId: 'j', countedMinor: minor(12_300) });
    expect(texts).toContain('From | Juma');
    expect(texts).toContain('By | Sara');
    expect(texts.find((text) => text.startsWith('Counted'))).toMatch(/123\.00$/);
  });
});
