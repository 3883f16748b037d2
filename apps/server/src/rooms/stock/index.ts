export { type AdjustmentRefusal, adjustStock } from './adjust-stock.ts';
export {
  type AdjustmentRow,
  levelStep,
  levelsToLoad,
  type MovementRow,
  movementSteps,
  STALE_LEVELS,
  STOCK_FACTS,
  UNSURPRISING_TAIL,
  unsurprisingStep,
} from './movement-rows.ts';
export { listLevels } from './queries.ts';
export { stockRoutes } from './routes.ts';
export { pageOfMovements, verifyAdjustments, verifyLevels, verifyMovements } from './verify.ts';
