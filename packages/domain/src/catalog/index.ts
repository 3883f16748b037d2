export { foldText, tokensOf } from './fold.ts';
export { checkDigit, codeKey, isGtin, toGtin14 } from './gtin.ts';
export { type SearchIndex, searchIndex } from './search.ts';
export * from './selling-rules.ts';
export { encodeSnapshot, encodeSnapshotInSteps } from './snapshot.ts';
export type { SnapshotRefusal } from './snapshot-columns.ts';
export * from './snapshot-model.ts';
export {
  applyDelta,
  favouriteVariants,
  firstVariants,
  OVERLAY_LIMIT,
  openSnapshot,
  overlaySize,
  type SnapshotView,
  taxesOfClass,
  unpricedVariants,
  variantByCode,
  variantByCodeOrSku,
  variantById,
  variantBySku,
  variantCount,
  variantsInCategory,
  variantsOfProduct,
} from './snapshot-view.ts';
