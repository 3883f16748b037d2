export { missingElement } from './associations.ts';
export { type LinkOptions, readDigitalLink } from './digital-link.ts';
export { readBracketed, readElementString, readSymbology, toRaw } from './element-string.ts';
export { goodsCodes } from './goods-codes.ts';
export { type Measure, measureOf } from './measures.ts';
export type { Gs1Code, Gs1Element, Gs1Refusal } from './model.ts';
export { type Gs1Item, itemOf, readGs1 } from './read-item.ts';
