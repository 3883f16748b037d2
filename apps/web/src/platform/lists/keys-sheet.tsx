import { t } from '../i18n/index.ts';
import { chordText } from '../keys/index.ts';
import { Button, Dialog } from '../ui/index.ts';
import { keysOfScreen } from './keys-shown.ts';

interface Props {
  /** Opens the page of the manual about the screen. */
  readonly onManual: () => void;
  readonly onClose: () => void;
}

/** What the keys of the screen below do, and the way to the manual. */
export function KeysSheet({ onManual, onClose }: Props) {
  return (
    <Dialog
      title={t('lists.keysTitle')}
      onClose={onClose}
      footer={
        <Button variant="primary" onClick={onManual}>
          {t('lists.manual')}
        </Button>
      }
    >
      {/* Longer than a phone, and nothing in it to press: the arrow keys scroll it once it has the focus. */}
      <div role="region" aria-label={t('lists.keysTitle')} tabIndex={0}>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-4 gap-y-1.5">
          {keysOfScreen().map(({ chords, words }) => (
            <div key={words} className="contents">
              <dt className="flex flex-wrap gap-1">
                {chords.map((chord) => (
                  <kbd
                    key={chord}
                    className="code rounded-[4px] border border-line bg-bg px-1.5 py-0.5 text-xs text-ink-2"
                  >
                    {written(chord)}
                  </kbd>
                ))}
              </dt>
              <dd className="text-ink-2">{words}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Dialog>
  );
}

function written(chord: string): string {
  if (chord === ' ') return t('lists.spaceBar');
  return chordText(chord).replace('ArrowDown', '↓').replace('ArrowUp', '↑');
}
