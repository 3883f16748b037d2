export { isLoopback, isNetwork, Networks } from './address.ts';
export {
  type AttemptLimits,
  type AttemptSubject,
  countAttempts,
  forgetAttempts,
  GUESSING,
  type GuessingAddress,
  liftGuessingAddress,
  readGuessingAddresses,
  takeBackAttempt,
} from './attempts.ts';
export { type AddressBlock, liftBlock, readBlocks } from './blocks.ts';
export { LIMITS, type LimitName, type Limits, openLimits, type Refused, secondsUntil } from './limits.ts';
export { type AddressRule, readRules, removeRule, writeRule } from './rules.ts';
