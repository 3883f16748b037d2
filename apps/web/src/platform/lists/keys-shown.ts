import { useLayoutEffect, useRef } from 'react';
import { lists as words } from '../i18n/en/lists.ts';
import { addMessages } from '../i18n/index.ts';
import { areSingleKeysOn, type Binding, useBindings } from '../keys/index.ts';

// Every part of a list that says something has keys.
addMessages('lists', words);

/** Keys that do one thing, and the words that say what. */
export interface KeyAction {
  readonly chords: readonly string[];
  readonly words: string;
  readonly run: Binding['run'];
  readonly inFields?: boolean;
  /** Whether there is something to do it to, asked when the sheet is opened. */
  readonly isThere?: () => boolean;
}

interface Shown {
  readonly current: readonly KeyAction[];
}

const shown: Shown[] = [];

/**
 * The keys of a part of the screen while it is mounted, named on the sheet of the screen. A modal dialog above keeps its own
 * keys, unless the part stands in it.
 */
export function useKeyActions(actions: readonly KeyAction[], isOn: () => boolean = hasNoDialog): void {
  const latest = useRef(actions);
  latest.current = actions;
  useLayoutEffect(() => {
    shown.push(latest);
    return () => {
      shown.splice(shown.indexOf(latest), 1);
    };
  }, []);
  useBindings(
    actions.flatMap(({ chords, run, inFields }) =>
      chords.map((chord) => ({ chord, run, ...(inFields === undefined ? {} : { inFields }) })),
    ),
    isOn,
  );
}

const hasNoDialog = () => document.querySelector('dialog[open]') === null;

/** What the keys of this screen do; without the single ones where they are turned off. */
export function keysOfScreen(): readonly { readonly chords: readonly string[]; readonly words: string }[] {
  return shown
    .flatMap(({ current }) => current)
    .filter(({ isThere }) => isThere?.() ?? true)
    .map(({ chords, words }) => ({
      words,
      chords: chords.filter((chord) => chord.length > 1 || areSingleKeysOn()),
    }))
    .filter(({ chords }) => chords.length > 0);
}
