import type { Permission } from '@mosaajii/domain/permission';
import { z } from 'zod';
import { name, text, uuid } from './wire.ts';

/** How many views of one list somebody keeps at most. */
export const SAVED_VIEWS_MAXIMUM = 50;

/** The lists of which views are kept, and what somebody must be allowed to see one. */
export const VIEWED_LISTS = {
  people: 'users.read',
  products: 'catalog.read',
  customers: 'customers.read',
  'gift-cards': 'gift-cards.read',
  quotes: 'orders.read',
  layaways: 'orders.read',
  'purchase-orders': 'purchasing.read',
  suppliers: 'purchasing.read',
  shifts: 'shift.read',
  'z-reports': 'shift.read',
} as const satisfies Readonly<Record<string, Permission>>;
export type ViewedList = keyof typeof VIEWED_LISTS;

// A page that was loaded before there were other lists names none: it asks for the people.
const list = z.enum(Object.keys(VIEWED_LISTS) as [ViewedList, ...ViewedList[]]).default('people');

export const savedViewsQuery = z.strictObject({ list });

export const savedViewRequest = z.strictObject({
  viewId: uuid,
  list,
  name: name(60),
  /** What the list is narrowed and ordered by, as an address would say it: `role=cashier&state=suspended`. */
  search: text(1000).regex(/^[A-Za-z0-9%&=+._~-]*$/, 'must be a query string'),
  /** The columns that are left out, by their names. */
  hiddenColumns: z
    .array(z.string().regex(/^[a-z][a-zA-Z]{0,39}$/, 'must be the name of a column'))
    .max(30)
    .default([]),
  /** Everybody who may see the list sees the view; only whoever made it changes it. */
  isShared: z.boolean().default(false),
});
export type SavedViewRequest = z.input<typeof savedViewRequest>;
export type SavedViewInput = z.output<typeof savedViewRequest>;

export const savedView = z.strictObject({
  viewId: uuid,
  name: z.string(),
  search: z.string(),
  hiddenColumns: z.array(z.string()),
  isShared: z.boolean(),
  /** Whether the asker made it. */
  isOwn: z.boolean(),
});
export type SavedView = z.infer<typeof savedView>;
export const savedViewList = z.strictObject({ items: z.array(savedView) });
export type SavedViewList = z.infer<typeof savedViewList>;
