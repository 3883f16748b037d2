export { isLoopback, isNetwork, Networks, subjectOfAddress } from './address.ts';
export {
  type AttemptLimits,
  type AttemptSubject,
  blockedAmong,
  countAttempts,
  forgetAttempts,
  GUESSING,
  takeBackAttempt,
} from './attempts.ts';
export { type AddressBlock, liftBlock, readBlocks } from './blocks.ts';
export { LIMITS, type LimitName, type Limits, openLimits, type Refused, secondsUntil } from './limits.ts';
export { type AddressRule, readRules, removeRule, writeRule } from './rules.ts';
