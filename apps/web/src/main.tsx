import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { DeviceProvider, StorageScreen, startDevice } from './platform/device/index.ts';
import { StorageFailure } from './platform/journal/index.ts';
import { arrive, hrefNow } from './platform/router/index.ts';
import { followSystemTheme } from './platform/theme/index.ts';
import { screens } from './routes.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root: the page cannot start.');
const page = createRoot(root);
followSystemTheme();

try {
  // What is stored here opens in a fraction of a second and without the network; the shell of index.html stays until then.
  const [device, first] = await Promise.all([startDevice(), arrive(screens, hrefNow())]);
  page.render(
    <StrictMode>
      <DeviceProvider device={device}>
        <App first={first} />
      </DeviceProvider>
    </StrictMode>,
  );
} catch (error) {
  if (!(error instanceof StorageFailure)) throw error;
  page.render(<StorageScreen error={error} />);
}
