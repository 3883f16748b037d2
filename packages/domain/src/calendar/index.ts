export { addMonths, dayNumber, daysBetween, lastDayOfMonth, moment } from './calendar.ts';
