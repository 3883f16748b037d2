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
export {
  chooseLanguage,
  LANGUAGES,
  type LanguageChoice,
  languageChoice,
  ownName,
  screenLanguage,
  spoken,
} from './language.ts';
export { marksText } from './marks.ts';
export type { Messages } from './message.ts';
export { addMessages, loadLaterWords, loadSellingWords, type MessageKey, type MessageParams, t } from './translate.ts';
