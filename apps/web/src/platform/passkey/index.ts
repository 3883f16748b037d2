export { askForPasskey, canUsePasskeys, makePasskey, type PasskeyFailure } from './passkey.ts';
