export { type Binding, chordText, isTextField, useBindings } from './keys.ts';
