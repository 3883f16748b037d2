import type { Permission } from '@mosaajii/domain/permission';
import { useDevice, useObservable } from '../../platform/device/index.ts';

/** Whether the person who is signed in may do this. The server asks again; this only decides what is offered. */
export function useCan(permission: Permission): boolean {
  const { session } = useDevice();
  useObservable(session.state);
  return session.can(permission);
}
