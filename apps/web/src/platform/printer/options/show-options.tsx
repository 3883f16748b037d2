import { createRoot } from 'react-dom/client';
import { ReceiptOptions, type ReceiptOptionsProps } from './receipt-options.tsx';

/** Opens what can be done with a receipt above the present screen. */
export function showOptions(props: Omit<ReceiptOptionsProps, 'onClose'>): void {
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  const close = () => {
    root.unmount();
    host.remove();
  };
  root.render(<ReceiptOptions {...props} onClose={close} />);
}
