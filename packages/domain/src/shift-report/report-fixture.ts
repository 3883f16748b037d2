import { PLAIN_TEMPLATE, type ReceiptShop } from '../paper/index.ts';

/** The shop whose shifts the tests report. */
export const SHOP: ReceiptShop = {
  name: 'Baraka Stores',
  legalName: 'Baraka Ltd',
  taxNumber: 'P051',
  locale: 'en-KE',
  storeName: 'Main',
  addressLines: [],
  timeZone: 'Africa/Nairobi',
  paperWidthMm: 80,
  receiptHeader: '',
  receiptFooter: '',
  template: PLAIN_TEMPLATE,
};
