import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { DeviceProvider, StorageScreen, startDevice } from './platform/device/index.ts';
import { StorageFailure } from './platform/journal/index.ts';
import { followSystemTheme } from './platform/theme/index.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root: the page cannot start.');
const page = createRoot(root);
followSystemTheme();

try {
  // What is stored here opens in a fraction of a second and without the network; the shell of index.html stays until then.
  const device = await startDevice();
  page.render(
    <StrictMode>
      <DeviceProvider device={device}>
        <App />
      </DeviceProvider>
    </StrictMode>,
  );
} catch (error) {
  if (!(error instanceof StorageFailure)) throw error;
  page.render(<StorageScreen error={error} />);
}
