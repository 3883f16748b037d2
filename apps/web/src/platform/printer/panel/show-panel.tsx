import { createRoot } from 'react-dom/client';
import type { PrintQueue } from '../queue/print-queue.ts';
import { PrintPanel } from './print-panel.tsx';

let isShown = false;

/** Opens the panel of the print queue above the present screen; a second call changes nothing. */
export function showPanel(queue: PrintQueue): void {
  if (isShown) return;
  isShown = true;
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  const close = () => {
    isShown = false;
    root.unmount();
    host.remove();
  };
  root.render(<PrintPanel queue={queue} onClose={close} />);
}
