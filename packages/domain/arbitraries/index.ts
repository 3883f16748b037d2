export { discountArbitrary, orderArbitrary, ROUNDING_MODES, rulesArbitrary } from './order.ts';
export { propertyRuns, propertyTimeoutMs } from './runs.ts';
export { card, cash, GBP_RULES, percentTax, sampleLine, sampleOrder } from './samples.ts';
