export { type Binding, chordText, isTextField, useBindings, useKeyDown } from './keys.ts';
