import { RouterProvider } from '@tanstack/react-router';
import { ToastRegion } from './platform/ui/index.ts';
import { router } from './routes.tsx';

/** The whole program on the screen: the router, and the notices above it. */
export function App() {
  return (
    <>
      <RouterProvider router={router} />
      <ToastRegion />
    </>
  );
}
