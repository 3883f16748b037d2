export {
  isMovementSound,
  levelOf,
  MOVEMENT_KINDS,
  type MovementKind,
  movement,
  type StockMovement,
} from './movement.ts';
