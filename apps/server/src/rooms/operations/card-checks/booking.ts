import { postCardDeclined } from '@mosaajii/domain/ledger';
import { minor } from '@mosaajii/domain/money';
import { type PostingRow, postingRow } from '../../ledger/index.ts';
import type { CardAnswerRow, PurseEntryRow } from '../../payments/index.ts';

/** What an answer moves: nothing where the card went through, or nothing is left of the amount. */
export function bookingOf(answer: CardAnswerRow): {
  readonly posting: PostingRow | null;
  readonly entry: PurseEntryRow | null;
} {
  const { answerId, standsAt, amountMinor, storeId, businessDate, currencyCode, customerId, userId } = answer;
  if (standsAt === null || amountMinor === 0) return { posting: null, entry: null };
  const place = { storeId, registerId: null, businessDate };
  const posting = postingRow(
    { ...place, documentId: answerId, postingNumber: 1, documentKind: 'card-answer', currencyCode },
    postCardDeclined(minor(amountMinor), standsAt),
  );
  if (standsAt === 'unpaid' || customerId === null) return { posting, entry: null };
  const owed = { kind: 'account', purseId: customerId, reason: 'card-declined', amountMinor } as const;
  const none = { overspentMinor: 0, authorisationId: null, unheldMinor: 0 };
  return { posting, entry: { documentId: answerId, entryNumber: 1, ...owed, ...none, ...place, userId } };
}
