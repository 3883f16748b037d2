import { codesOfLabel, readScan, type ScanRule, upcEToUpcA } from '../barcode/index.ts';
import { itemOf, readGs1 } from './read-item.ts';

/**
 * The codes under which the goods of a scan may stand in a catalogue, in the order in which they are tried: the item of a
 * scale's label, the GTIN of a GS1 code, the code as it is. None for a code that is no goods or was misread.
 */
export function goodsCodes(
  code: string,
  rules: readonly ScanRule[],
  knows: (code: string) => boolean,
  nowYear: number,
): readonly string[] {
  const reading = readScan(code, rules, knows);
  switch (reading.kind) {
    case 'product': {
      const upcA = reading.code.length === 8 ? upcEToUpcA(reading.code) : null;
      return upcA === null ? [reading.code] : [reading.code, upcA];
    }
    case 'label':
      return codesOfLabel(reading);
    case 'gs1': {
      const read = readGs1(reading.code, nowYear);
      const item = read.ok ? itemOf(read.value, nowYear) : read;
      return item.ok && item.value.gtin !== null ? [item.value.gtin] : [];
    }
    case 'badge':
    case 'receipt':
    case 'customer-card':
    case 'gift-card':
    case 'voucher':
    case 'coupon':
    case 'purchase-order':
    case 'wrong-check':
      return [];
  }
}
