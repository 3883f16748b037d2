export { type CounterName, createMetrics, type Metrics } from './metrics.ts';
