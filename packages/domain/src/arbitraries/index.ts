export { discountArbitrary, orderArbitrary, ROUNDING_MODES, rulesArbitrary } from './order.ts';
export { propertyRuns } from './runs.ts';
export { card, cash, GBP_RULES, percentTax, sampleLine, sampleOrder } from './samples.ts';
