/** Pointi na salio la duka kwenye kaunta. */
export const goodwill = {
  earns: { one: 'Anapata pointi {count}', other: 'Anapata pointi {count}' },
  has: { one: 'pointi {count}', other: 'pointi {count}' },
  worth: 'thamani {amount}',
  noRule: 'Duka hili halipokei pointi.',
  noPoints: '{name} hana pointi za kulipia.',
  pointsLeft: {
    one: 'Kuna pointi {count} tu, yenye thamani ya {amount}. Andika kiasi hicho na uchukue kilichobaki kwa njia nyingine.',
    other:
      'Kuna pointi {count} tu, zenye thamani ya {amount}. Andika kiasi hicho na uchukue kilichobaki kwa njia nyingine.',
  },
  shopSales: 'Mauzo ya mwisho ya duka',
  salesOffline: 'Seva haipatikani: mauzo ya kaunta hii pekee yanaonyeshwa.',
  salesFailed: 'Mauzo ya duka hayakuweza kusomwa: ya kaunta hii pekee yanaonyeshwa.',
  giftCardBlocked: 'Kadi hii ya zawadi imezuiwa. Meneja anaweza kusema kwa nini.',
  giftCardExpired: 'Kadi hii ya zawadi imeisha muda.',
  valueUnknown: 'Seva haiijui kadi hii. Iliyouzwa sasa hivi kwingine huenda haijafika.',
  valueLeft: 'Imebaki {amount} tu. Andika kiasi hicho na upokee kilichobaki kwa njia nyingine.',
  valueOfflineLeft: 'Seva haipatikani. Bila seva rejista hii inaweza kupokea {amount} zaidi kutoka kadi hii leo.',
} as const;
