export {
  type AttemptLimits,
  type AttemptSubject,
  blockedAmong,
  countAttempts,
  forgetAttempts,
  GUESSING,
  takeBackAttempt,
} from './attempts.ts';
