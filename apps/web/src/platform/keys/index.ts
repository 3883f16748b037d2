export { type Binding, type Chord, chordText, isTextField, matches, parseChord, useBindings } from './keys.ts';
