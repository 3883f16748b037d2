export { type BusinessDay, businessDateIn, DAY_END, endMinute, MIDNIGHT } from './business-day.ts';
export { addMonths, dayNumber, daysBetween, lastDayOfMonth, moment } from './calendar.ts';
