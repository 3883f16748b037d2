export { DeviceProvider, useDevice } from './context.tsx';
export type * from './device.ts';
export { type Observable, useObservable } from './observable.ts';
export { type RunningDevice, startDevice } from './start.ts';
export { bytesText, isNearlyFull, readStorage } from './storage.ts';
export { StorageScreen } from './storage-screen.tsx';
