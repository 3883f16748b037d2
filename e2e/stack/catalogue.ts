/** What the shop of the journeys sells. Prices in pence; the codes are valid GTIN-13s of the range for use within a shop. */
export const GOODS = {
  milk: { sku: 'MILK', name: 'Organic milk 1 l', code: '2000000000015', pence: 199 },
  bread: { sku: 'BREAD', name: 'Sourdough bread', code: '2000000000022', pence: 249 },
  coffee: { sku: 'COFFEE', name: 'House coffee 1 kg', code: '2000000000039', pence: 890 },
  tea: { sku: 'TEA', name: 'Green tea', code: '2000000000046', pence: 320 },
  soap: { sku: 'SOAP', name: 'Olive soap', code: '2000000000053', pence: 110 },
  lamp: { sku: 'LAMP', name: 'Paper lamp', code: '2000000000060', pence: 2500 },
} as const;

export type Good = (typeof GOODS)[keyof typeof GOODS];

/** The order that step counts are measured with: five different goods, 17.68 in all. */
export const FIVE: readonly Good[] = [GOODS.milk, GOODS.bread, GOODS.coffee, GOODS.tea, GOODS.soap];

/** A code of nobody's, with a right check digit. */
export const UNKNOWN_CODE = '2000000000992';
