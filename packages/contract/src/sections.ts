import { SECTION_NAMES, SECTIONS, type SectionItem, type SectionName } from '@mosaajii/domain/section';
import { z } from 'zod';
import { uuid } from './wire.ts';

export { SECTION_NAMES, SECTIONS, type SectionItem, type SectionName };

/** The most items of a page of a section by id. */
export const SECTION_PAGE = 2_000;

const position = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a position')
  .transform(Number);

export const sectionParams = z.strictObject({ name: z.enum(SECTION_NAMES) });

export const sectionQuery = z.strictObject({
  /** The epoch that the reader knows; another one gets everything from the beginning. */
  epoch: uuid.optional(),
  /**
   * What the reader has seen. By id: what changed after this position; absent: page by page from the beginning. Whole: the
   * version that the reader has; the answer to it carries no document.
   */
  since: position.optional(),
  /** By id, from the beginning: the last id of the page before. */
  after: uuid.optional(),
});

/** One item of a section by id. */
export const sectionItem = z.looseObject({ id: uuid });

export const sectionReply = z.object({
  name: z.string(),
  epoch: uuid,
  /**
   * Whole: the position of the section's last change. By id: the position up to which this answer has seen every change;
   * of several pages from the beginning the first one counts.
   */
  version: z.int(),
  /** Whole: the document, whose shape is fixed by the code that both sides share. */
  document: z.unknown().optional(),
  /** By id: the items of this page, or those that changed. */
  items: z.array(sectionItem).optional(),
  /** By id: ids that changed and are no items any more. */
  gone: z.array(uuid).optional(),
  /** By id, from the beginning: ask for the page after this id; null: that was the last one. */
  next: uuid.nullable().optional(),
  /** By id, after a position: false: ask again from `version` on. */
  isComplete: z.boolean().optional(),
});
export interface SectionReply {
  readonly name: string;
  readonly epoch: string;
  readonly version: number;
  readonly document?: unknown;
  readonly items?: readonly SectionItem[];
  readonly gone?: readonly string[];
  readonly next?: string | null;
  readonly isComplete?: boolean;
}
