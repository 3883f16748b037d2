import { type Currency, negate } from '@mosaajii/domain/money';
import { type Paper, paperLanguageOf, reportPaper } from '@mosaajii/domain/paper';
import { formatDateTime, screenLanguage, t } from '../i18n/index.ts';
import type { ShiftEvent } from '../journal/model.ts';
import { amountText } from '../ui/index.ts';

/** Where a slip is from. */
export interface SlipPlace {
  readonly shopName: string;
  readonly storeName: string;
  readonly registerName: string;
  readonly timeZone: string;
  readonly currency: Currency;
  readonly locale: string;
  readonly nameOf: (userId: string) => string;
}

const TITLES = {
  'paid-in': 'drawer.paidIn',
  'paid-out': 'drawer.paidOut',
  drop: 'drawer.drop',
  'no-sale': 'drawer.noSale',
  'handed-over': 'drawer.handOver',
} as const;

/** The slip of what happened to a drawer without a sale: what goes into it, the safe or the file, with a place to sign. */
export function slipPaper(event: ShiftEvent, place: SlipPlace): Paper {
  const { kind, amountMinor, countedMinor, reason, note, fromUserId } = event;
  const language = paperLanguageOf(screenLanguage());
  const money = (amount: typeof amountMinor & number) => amountText(amount, place.currency, place.locale);
  const goesOut = kind === 'paid-out' || kind === 'drop';
  return reportPaper({
    language,
    title: t(TITLES[kind]),
    head: [
      place.shopName,
      `${place.storeName} · ${place.registerName}`,
      formatDateTime(event.at, place.locale, place.timeZone),
    ],
    groups: [
      {
        rows: [
          ...(amountMinor === undefined
            ? []
            : [
                {
                  label: t('drawer.amount'),
                  value: money(goesOut ? negate(amountMinor) : amountMinor),
                  weight: 'total' as const,
                },
              ]),
          ...(countedMinor === undefined ? [] : [{ label: t('drawer.slipCounted'), value: money(countedMinor) }]),
          ...(reason === undefined ? [] : [{ label: t('drawer.reason'), value: t(`drawer.reason_${reason}`) }]),
          ...(fromUserId === undefined ? [] : [{ label: t('drawer.slipFrom'), value: place.nameOf(fromUserId) }]),
          { label: t('drawer.slipBy'), value: place.nameOf(event.userId) },
        ],
      },
      { rows: note === undefined || note === '' ? [] : [{ label: t('drawer.note'), value: note }] },
    ],
    foot: ['', `${t('drawer.slipSigned')} ________________________`, '', event.operationId],
  });
}
