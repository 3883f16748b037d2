import { isWeakPin } from '@mosaajii/domain/pin';
import { type MessageKey, t } from '../../../platform/i18n/index.ts';

/** What six digits on the pad are taken for. */
export type PinStep =
  | { readonly kind: 'enter' }
  /** Somebody wants another PIN: the present one first. */
  | { readonly kind: 'present' }
  | { readonly kind: 'choose'; readonly pin: string; readonly isForced: boolean }
  | { readonly kind: 'repeat'; readonly pin: string; readonly isForced: boolean; readonly newPin: string };

const WORDS: Record<PinStep['kind'], MessageKey> = {
  enter: 'lock.pinText',
  present: 'lock.pinPresent',
  choose: 'lock.pinNew',
  repeat: 'lock.pinAgain',
};

export function wordsOf(step: PinStep): string {
  return step.kind === 'choose' && step.isForced ? t('lock.pinNewMust') : t(WORDS[step.kind]);
}

export type Chosen =
  | { readonly kind: 'next'; readonly step: PinStep; readonly fault?: string }
  | { readonly kind: 'change'; readonly pin: string; readonly newPin: string };

/** What six digits do while a new PIN is chosen; the server is asked once both are there. */
export function chosen(step: Exclude<PinStep, { kind: 'enter' }>, digits: string): Chosen {
  switch (step.kind) {
    case 'present':
      return { kind: 'next', step: { kind: 'choose', pin: digits, isForced: false } };
    case 'choose': {
      if (isWeakPin(digits)) return { kind: 'next', step, fault: t('lock.pinWeak') };
      if (digits === step.pin) return { kind: 'next', step, fault: t('lock.pinSame') };
      return { kind: 'next', step: { ...step, kind: 'repeat', newPin: digits } };
    }
    case 'repeat': {
      const { pin, isForced, newPin } = step;
      if (digits === newPin) return { kind: 'change', pin, newPin };
      return { kind: 'next', step: { kind: 'choose', pin, isForced }, fault: t('lock.pinOther') };
    }
  }
}
