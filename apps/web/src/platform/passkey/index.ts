export { canUsePasskeys } from './can-use.ts';
export { askForPasskey, makePasskey, type PasskeyFailure } from './passkey.ts';
