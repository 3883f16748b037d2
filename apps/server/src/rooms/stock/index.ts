export { type AdjustmentRefusal, adjustStock } from './adjust-stock.ts';
export { type AdjustmentRow, levelsToLoad, type MovementRow, movementSteps, WRITTEN_LEVELS } from './movement-rows.ts';
export { stockRoutes } from './routes.ts';
