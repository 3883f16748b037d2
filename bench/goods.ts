import type { BatchRequest } from '@mosaajii/contract/catalog';
import { checkDigit } from '@mosaajii/domain/catalog';
import { seededRandom } from '@mosaajii/testkit';

export interface BenchGood {
  readonly sku: string;
  readonly name: string;
  readonly code: string;
}

const KINDS =
  'Milk Bread Coffee Tea Soap Rice Sugar Flour Beans Oil Juice Water Cheese Butter Yoghurt Pasta Honey Salt'.split(' ');
const MAKERS =
  'Amina Baobab Cedar Delta Ember Fjord Grove Harbour Indigo Juniper Karoo Lagoon Meadow Nile Oasis Pine'.split(' ');
const STYLES = 'organic fresh dark light whole ground smoked sweet salted plain rustic golden'.split(' ');

/** As many products as asked for, each with a GTIN-13 of the range for use within a shop; the same ones every time. */
export function benchGoods(count: number): BenchGood[] {
  const random = seededRandom(7);
  return Array.from({ length: count }, (_, index) => {
    const body = `20${String(index).padStart(10, '0')}`;
    const name = `${random.pick(MAKERS)} ${random.pick(STYLES)} ${random.pick(KINDS)} ${index}`;
    return { sku: `B-${index}`, name, code: `${body}${checkDigit(body)}` };
  });
}

/** The goods in portions that one request takes. */
export function batchesOf(goods: readonly BenchGood[]): BatchRequest[] {
  const batches: BatchRequest[] = [];
  for (let start = 0; start < goods.length; start += 500) {
    const products = goods.slice(start, start + 500).map(({ sku, name, code }, index) => ({
      sku,
      name,
      priceE4: (100 + ((start + index) % 900)) * 10_000,
      codes: [{ code }],
    }));
    batches.push({ products });
  }
  return batches;
}
