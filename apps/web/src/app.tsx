import { lazy, Suspense } from 'react';
import { useDevice } from './platform/device/index.ts';
import { type Place, RouterProvider } from './platform/router/index.ts';
import { ToastRegion } from './platform/ui/index.ts';
import { SessionGate } from './rooms/identity/session-gate.tsx';
import { screens } from './routes.tsx';
import { CrashScreen, NotFoundScreen } from './screens-of-last-resort.tsx';

const PracticeBar = lazy(() =>
  import('./platform/practice/practice-bar.tsx').then(({ PracticeBar: Bar }) => ({ default: Bar })),
);

/** The whole program on the screen: where one is, and the notices above it. */
export function App({ first }: { readonly first: Place }) {
  const { practice } = useDevice();
  return (
    <>
      <RouterProvider
        screens={screens}
        first={first}
        frame={SessionGate}
        missing={NotFoundScreen}
        crashed={CrashScreen}
      />
      <ToastRegion />
      {practice.isOn ? (
        <Suspense fallback={null}>
          <PracticeBar />
        </Suspense>
      ) : null}
    </>
  );
}
