import type { GoodsMarks } from '@mosaajii/domain/sale';
import { formatDate } from './format.ts';
import { t } from './translate.ts';

/** "Lot A1 · use by 28 Feb 2027 · no. 7": what the code on the goods said; empty when it said nothing. */
export function marksText({ lot, expiresOn, serial }: GoodsMarks, locale?: string): string {
  return [
    lot === undefined ? '' : t('till.lot', { lot }),
    expiresOn === undefined ? '' : t('till.useBy', { date: formatDate(expiresOn, locale) }),
    serial === undefined ? '' : t('till.serial', { serial }),
  ]
    .filter((text) => text !== '')
    .join(' · ');
}
