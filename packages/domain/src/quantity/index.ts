export { formatQuantity, GROSS_SCALE, lineGross, ONE_UNIT, parseQuantity } from './quantity.ts';
