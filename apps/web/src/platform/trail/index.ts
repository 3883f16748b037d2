export { actionText, fieldText, namesMeant, subjectText, valueText } from './trail-text.ts';
