export {
  areSingleKeysOn,
  type Binding,
  chordText,
  isTextField,
  setSingleKeys,
  useBindings,
  useKeyDown,
} from './keys.ts';
