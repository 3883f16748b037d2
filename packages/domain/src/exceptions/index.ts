export {
  type CashierFigures,
  type CashierScore,
  MINIMUM_PEERS,
  MINIMUM_SALES,
  SIGNALS,
  type Signal,
  type SignalName,
  scoreCashiers,
} from './score.ts';
