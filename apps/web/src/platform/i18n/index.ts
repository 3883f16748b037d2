export type { LaterMessages } from './en/index.ts';
export {
  deviceLocale,
  formatDate,
  formatDateTime,
  formatNumber,
  formatPercent,
  formatRelative,
  formatTime,
} from './format.ts';
export { marksText } from './marks.ts';
export { addMessages, type MessageKey, type MessageParams, type Messages, t } from './translate.ts';
