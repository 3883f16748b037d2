import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { enter, StorageScreen, wasSomebodyHere } from './platform/device/index.ts';
import { whenIdle } from './platform/idle/index.ts';
import { keepInstallPrompt } from './platform/install/prompt.ts';
import { StorageFailure } from './platform/journal/index.ts';
import { arrive, hrefNow, preload } from './platform/router/index.ts';
import { followSystemTheme } from './platform/theme/index.ts';
import { firstPlace } from './rooms/identity/gate.ts';
import { screens } from './routes.tsx';

/** So long the page may be busy before what is behind the lock is fetched nevertheless. */
const AT_THE_LATEST_MS = 1_000;

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root: the page cannot start.');
const page = createRoot(root);
followSystemTheme();
keepInstallPrompt(window);

try {
  // What is stored here opens in a fraction of a second and without the network; the shell of index.html stays until then.
  // Where somebody is probably signed in, what they came for is fetched beside it; where nobody is, the lock waits for nothing.
  if (wasSomebodyHere()) preload(screens, hrefNow());
  const entrance = await enter();
  const href = firstPlace(hrefNow(), entrance);
  window.history.replaceState(window.history.state, '', href);
  const first = await arrive(screens, href);
  page.render(
    <StrictMode>
      <App first={first} entrance={entrance} />
    </StrictMode>,
  );
  // Behind the lock the device runs too: it sends what it has and hears what is new, and whoever opens it finds the till there.
  if (first.path === '/lock') whenIdle(() => preload(screens, '/till'), AT_THE_LATEST_MS);
} catch (error) {
  if (!(error instanceof StorageFailure)) throw error;
  page.render(<StorageScreen error={error} />);
}
