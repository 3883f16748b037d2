export { BADGE_DIGITS, BADGE_PREFIX, isBadge } from './badge.ts';
export { code128, code128Text } from './code-128.ts';
