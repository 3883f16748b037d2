import { useDevice, useObservable } from '../../platform/device/index.ts';

/** Whether the person who is signed in may change prices. The server asks again; this only decides what is offered. */
export function useCanWrite(): boolean {
  const { session } = useDevice();
  useObservable(session.state);
  return session.can('pricing.write');
}
