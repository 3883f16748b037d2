export {
  type DeviceScale,
  deviceScale,
  type PortMark,
  putDeviceScale,
  SCALE_BAUD_RATES,
  WEIGHT_UNITS,
} from './device-scale.ts';
export { chooseScalePort, portOf, type ScalePort, type ScalePorts, scalePortsOfBrowser } from './scale-port.ts';
export { useScale } from './use-scale.ts';
export type { ScaleState } from './watch-scale.ts';
