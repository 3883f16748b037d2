/**
 * The documents that a register keeps a copy of besides the catalogue snapshot. `whole`: one document, loaded again when
 * it changed. `by-id`: many items with ids, loaded in pages once and then by the ids that changed.
 */
export const SECTIONS = {
  pricing: 'whole',
  coupons: 'by-id',
  'promotion-uses': 'by-id',
  customers: 'by-id',
  'held-sales': 'by-id',
  layaways: 'by-id',
  'card-answers': 'by-id',
} as const satisfies Record<string, 'whole' | 'by-id'>;
export type SectionName = keyof typeof SECTIONS;
export const SECTION_NAMES = Object.keys(SECTIONS) as readonly SectionName[];

/** One item of a section by id. */
export interface SectionItem {
  readonly id: string;
}
