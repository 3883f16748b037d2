import { createContext, type ReactNode, useContext } from 'react';
import type { Device } from './device.ts';

const DeviceContext = createContext<Device | null>(null);

export function DeviceProvider({ device, children }: { readonly device: Device; readonly children: ReactNode }) {
  return <DeviceContext value={device}>{children}</DeviceContext>;
}

/** The device of this page. Throws when used outside of `DeviceProvider`: that is a mistake of the program. */
export function useDevice(): Device {
  const device = useContext(DeviceContext);
  if (device === null) throw new Error('useDevice() is used outside of DeviceProvider');
  return device;
}
