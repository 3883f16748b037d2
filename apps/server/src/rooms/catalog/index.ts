import type { Route } from '../../platform/http/index.ts';
import { productAndCategoryRoutes } from './routes.ts';

export { readCategories, readTaxes } from './queries.ts';
export { readCatalogDelta } from './read-delta.ts';
export {
  findVariantIds,
  type PriceVersionRow,
  readVariantLabels,
  VARIANT_QUERIES,
  type VariantLabel,
  type VariantRow,
} from './sync-context.ts';

/** Everything about products that is asked for over HTTP. */
export const catalogRoutes: readonly Route[] = [...productAndCategoryRoutes];
