export { type AdjustmentRefusal, adjustStock } from './adjust-stock.ts';
export {
  type AdjustmentRow,
  levelsToLoad,
  type MovementRow,
  movementSteps,
  STOCK_FACTS,
  WRITTEN_LEVELS,
} from './movement-rows.ts';
export { listLevels } from './queries.ts';
export { stockRoutes } from './routes.ts';
export { pageOfMovements, verifyAdjustments, verifyLevels, verifyMovements } from './verify.ts';
