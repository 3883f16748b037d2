export { type ChordProblem, chordOf, chordProblem } from './choosing.ts';
export {
  areSingleKeysOn,
  type Binding,
  chordText,
  isTextField,
  ownChord,
  setSingleKeys,
  useBindings,
  useKeyDown,
} from './keys.ts';
export { ownKeys, setOwnKeys, takeOwnKeys } from './own-keys.ts';
