export { type CachedCatalog, type CatalogCache, idbCatalogCache, type PullCursor } from './cache.ts';
export {
  type Catalog,
  type CatalogFiller,
  type CatalogHit,
  type CatalogState,
  type CodeHit,
  createCatalog,
} from './catalog.ts';
