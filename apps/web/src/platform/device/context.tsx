import { createContext, type ReactNode, useContext } from 'react';
import type { Device, Entrance } from './device.ts';

const EntranceContext = createContext<Entrance | null>(null);
const DeviceContext = createContext<Device | null>(null);

interface DeviceProviderProps {
  /** Null while only the entrance is open. */
  readonly device: Device | null;
  /** A device that runs is its own. */
  readonly entrance?: Entrance | null;
  readonly children: ReactNode;
}

export function DeviceProvider({ device, entrance = device, children }: DeviceProviderProps) {
  return (
    <EntranceContext value={entrance}>
      <DeviceContext value={device}>{children}</DeviceContext>
    </EntranceContext>
  );
}

/** The device of this page. Throws where it does not run yet, on the lock, or outside of `DeviceProvider`: a mistake of the program. */
export function useDevice(): Device {
  const device = useContext(DeviceContext);
  if (device === null) throw new Error('useDevice() is used where no device runs yet');
  return device;
}

/** What tells who may come in, on every screen. Throws outside of `DeviceProvider`: a mistake of the program. */
export function useEntrance(): Entrance {
  const entrance = useContext(EntranceContext);
  if (entrance === null) throw new Error('useEntrance() is used outside of DeviceProvider');
  return entrance;
}
