import { useEffect, useState } from 'react';
import { type MessageKey, t } from '../../../platform/i18n/index.ts';
import {
  type ChordProblem,
  chordOf,
  chordProblem,
  chordText,
  ownKeys,
  setOwnKeys,
} from '../../../platform/keys/index.ts';
import { Button } from '../../../platform/ui/index.ts';
import type { Command } from '../commands.ts';

const PROBLEMS: Readonly<Record<ChordProblem, MessageKey>> = {
  plain: 'layers.ownKeysPlain',
  browser: 'layers.ownKeysBrowser',
  taken: 'layers.ownKeysTaken',
};
/** What the till does by keys without a command of that name. */
const FIXED = ['Ctrl+/', 'Ctrl+s'];

/** Changes the keys of the till on this device: each command with its keys, and whoever presses others next gives them to it. */
export function OwnKeys({ commands }: { readonly commands: readonly Command[] }) {
  const [keys, setKeys] = useState(ownKeys);
  const [asked, setAsked] = useState<string | null>(null);
  const [problem, setProblem] = useState('');
  const rows = commands.flatMap(({ chord, label }) => (chord === undefined ? [] : [{ chord, label }]));
  const keep = (next: Record<string, string>) => {
    setOwnKeys(next);
    setKeys(next);
  };
  useEffect(() => {
    if (asked === null) return;
    const onKey = (event: KeyboardEvent) => {
      const wanted = chordOf(event);
      event.preventDefault();
      event.stopPropagation();
      if (wanted === null) return;
      setAsked(null);
      if (wanted === 'Escape') return;
      const found = chordProblem(wanted, asked, [...FIXED, ...rows.map(({ chord }) => chord)]);
      setProblem(found === null ? '' : t(PROBLEMS[found], { keys: wanted.split('+').join(' ') }));
      if (found !== null) return;
      const { [asked]: _before, ...others } = keys;
      keep(wanted === asked ? others : { ...others, [asked]: wanted });
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  });
  return (
    <section aria-label={t('layers.ownKeys')}>
      <p className="text-sm text-ink-2">{t('layers.ownKeysText')}</p>
      <p role="status" className="sticky top-0 min-h-6 bg-surface py-1 text-sm font-medium text-danger">
        {problem}
      </p>
      <ul className="flex flex-col divide-y divide-line">
        {rows.map(({ chord, label }) => (
          <li key={chord} className="flex items-center justify-between gap-3 py-1">
            <span>{t(label)}</span>
            <Button
              aria-label={`${t('layers.ownKeysChange')}: ${t(label)}, ${chordText(chord)}`}
              onClick={() => {
                setProblem('');
                setAsked(chord);
              }}
            >
              {asked === chord ? t('layers.ownKeysPress') : <span className="code">{chordText(chord)}</span>}
            </Button>
          </li>
        ))}
      </ul>
      <Button
        variant="quiet"
        className="mt-3"
        onClick={() => {
          setProblem('');
          keep({});
        }}
      >
        {t('layers.ownKeysReset')}
      </Button>
    </section>
  );
}
