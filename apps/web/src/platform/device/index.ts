export { DeviceProvider, useDevice, useEntrance } from './context.tsx';
export type * from './device.ts';
export { wasSomebodyHere } from './last-time.ts';
export { type Observable, useObservable } from './observable.ts';
export { enter, runDevice, runningDevice } from './run.ts';
export { bytesText, isNearlyFull, readStorage } from './storage.ts';
export { StorageScreen } from './storage-screen.tsx';
