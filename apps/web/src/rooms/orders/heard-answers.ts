import type { CardAnswerItem, CardOutcome } from '@mosaajii/domain/sale';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { cards as words } from '../../platform/i18n/en/cards.ts';
import { addMessages, t } from '../../platform/i18n/index.ts';

addMessages('cards', words);

/** What the office answered, as this till heard it last; also without a connection. */
export function useHeardAnswers(): readonly CardAnswerItem[] {
  const heard = useObservable(useDevice().sections.items<CardAnswerItem>('card-answers'));
  return heard === null ? [] : [...heard.byId.values()];
}

/** What can be said of an answer, from wherever it is known. */
export interface KnownAnswer
  extends Pick<CardAnswerItem, 'tenderId' | 'outcome' | 'amountMinor' | 'reference' | 'userId' | 'answeredAt'> {
  readonly note?: string;
}

/** What the office said, in a sentence. */
export function officeSaid(outcome: CardOutcome): string {
  return t(outcome === 'declined' ? 'cards.officeNo' : 'cards.officeYes');
}
