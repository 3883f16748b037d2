import { currencyOf } from '@mosaajii/domain/money';
import { describe, expect, it } from 'vitest';
import { orders } from '../../platform/i18n/en/orders.ts';
import { addMessages } from '../../platform/i18n/index.ts';
import { handBack } from './hand-back.ts';

addMessages('orders', orders);
const KWD = currencyOf('KWD') ?? expect.unreachable('KWD is a currency');
const plain = (sentences: readonly string[]) => sentences.map((sentence) => sentence.replaceAll('\u00a0', ' '));

describe('what is handed back', () => {
  it('is the cash alone where a part goes to the card, and the card is said beside it', () => {
    const refunds = [
      { kind: 'card-manual', amountMinor: 634 },
      { kind: 'cash', amountMinor: 1866 },
    ] as const;
    expect(plain(handBack(refunds, KWD))).toEqual(['Hand back KWD 1.866', 'Refund KWD 0.634 on the terminal']);
  });

  it('is one sentence for several parts of one tender', () => {
    const refunds = [
      { kind: 'cash', amountMinor: 500 },
      { kind: 'cash', amountMinor: 250 },
    ] as const;
    expect(plain(handBack(refunds, KWD))).toEqual(['Hand back KWD 0.750']);
  });

  it('sends nobody to the terminal for a gift card', () => {
    expect(plain(handBack([{ kind: 'gift-card', amountMinor: 1000 }], KWD))).toEqual(['Refund KWD 1.000 · Gift card']);
  });

  it('is nothing where nothing is owed', () => {
    expect(plain(handBack([], KWD))).toEqual(['Hand back KWD 0.000']);
  });
});
