export { type AdjustmentRow, levelsToLoad, type MovementRow, movementSteps, WRITTEN_LEVELS } from './movement-rows.ts';
