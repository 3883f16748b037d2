import { DeviceProvider, type Entrance, runningDevice, useObservable } from './platform/device/index.ts';
import { type Place, RouterProvider } from './platform/router/index.ts';
import { ToastRegion } from './platform/ui/index.ts';
import { SessionGate } from './rooms/identity/session-gate.tsx';
import { screens } from './routes.tsx';
import { CrashScreen, NotFoundScreen } from './screens-of-last-resort.tsx';

/** The whole program on the screen: where one is, and the notices above it. */
export function App({ first, entrance }: { readonly first: Place; readonly entrance: Entrance }) {
  return (
    <DeviceProvider device={useObservable(runningDevice)} entrance={entrance}>
      <RouterProvider
        screens={screens}
        first={first}
        frame={SessionGate}
        missing={NotFoundScreen}
        crashed={CrashScreen}
      />
      <ToastRegion />
    </DeviceProvider>
  );
}
