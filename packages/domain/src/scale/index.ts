export { SCALE_PROTOCOLS, type ScaleProtocol } from './protocols.ts';
export type { ScaleReading } from './read-frame.ts';
export {
  type Heard,
  type HeardWeight,
  hear,
  NOTHING_HEARD,
  netOf,
  quantityOfWeight,
  questionOf,
  type ScaleEar,
  type ScaleSettings,
} from './scale-stream.ts';
