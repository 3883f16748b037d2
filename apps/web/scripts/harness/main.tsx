// The till over a journal in memory, for pictures and measurements. Built by shots.mjs into a folder of its own; nothing of
// the program imports it.
import { createRoot } from 'react-dom/client';
import '../../src/platform/testing/words.setup.ts';
import { Chip, ToastRegion } from '../../src/platform/ui/index.ts';
import { sampleTill } from '../../src/rooms/till/fixtures.ts';
import { createTill, TillProvider } from '../../src/rooms/till/till-context.tsx';
import { TillView } from '../../src/rooms/till/till-view.tsx';

const params = new URLSearchParams(location.search);
document.documentElement.dataset['theme'] = params.get('theme') ?? 'light';
const count = params.get('count');
const { ports } = await sampleTill({
  hasShift: params.get('shift') !== 'none',
  ...(count === null ? {} : { count: Number(count) }),
});
const till = createTill(ports, [], (error) => {
  throw error;
});
Object.assign(window, { till });
const root = document.getElementById('root');
if (root === null) throw new Error('no #root');
createRoot(root).render(
  <TillProvider value={till}>
    <TillView
      navigate={(path) => Object.assign(window, { navigated: path })}
      status={
        <Chip tone="success" icon="dot">
          All saved and synced
        </Chip>
      }
    />
    <ToastRegion />
  </TillProvider>,
);
