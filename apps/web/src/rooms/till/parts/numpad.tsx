import { Delete } from 'lucide-react';
import { t } from '../../../platform/i18n/index.ts';

export type PadKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '00' | '.' | 'back';

const MOST = 14;

/** What a key makes of the text. */
export function typeKey(text: string, key: PadKey): string {
  if (key === 'back') return text.slice(0, -1);
  if (key === '.' && text.includes('.')) return text;
  const typed = key === '.' && text === '' ? '0.' : `${text}${key}`;
  return typed.length > MOST ? text : typed;
}

/** A numpad for thumbs: keys of 60 px, and the field keeps the focus. */
export function Numpad({ onKey, hasPoint }: { readonly onKey: (key: PadKey) => void; readonly hasPoint: boolean }) {
  const keys: readonly PadKey[] = [
    '7',
    '8',
    '9',
    '4',
    '5',
    '6',
    '1',
    '2',
    '3',
    hasPoint ? '00' : 'back',
    '0',
    hasPoint ? '.' : '00',
  ];
  return (
    <div
      role="group"
      // A block of digits is laid out the same way in every language, as on a telephone.
      dir="ltr"
      aria-label={t('layers.numpad')}
      className="num grid auto-rows-[60px] max-sm:auto-rows-[56px] grid-cols-3 gap-2"
    >
      {keys.map((key) => (
        <button
          key={key}
          type="button"
          tabIndex={-1}
          aria-label={key === 'back' ? t('layers.backspace') : key}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onKey(key)}
          className="grid place-items-center rounded-card bg-sunken text-[1.375rem] font-medium hover:bg-line active:translate-y-px dark:bg-raised"
        >
          {key === 'back' ? <Delete aria-hidden className="size-5" /> : key}
        </button>
      ))}
    </div>
  );
}
