import { formatDisplayChannel, newDisplayChannel } from '@mosaajii/domain/display';
import { createRoot } from 'react-dom/client';
import { useObservable } from '../device/observable.ts';
import { printing as words } from '../i18n/en/printing.ts';
import { addMessages, t } from '../i18n/index.ts';
import { QrPicture } from '../printer/code-pictures.tsx';
import { Button, Dialog, Notice } from '../ui/index.ts';
import { channelChanges, keepChannel, keptChannel, SHOWN } from './remote.ts';
import { remoteStanding } from './shown-remotely.ts';

addMessages('printing', words);

/** Opens the pairing above whatever screen is open. */
export function pairDisplay(): void {
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  const close = () => {
    root.unmount();
    host.remove();
  };
  root.render(<PairDialog onClose={close} />);
}

const newChannel = () => keepChannel(SHOWN, newDisplayChannel(crypto.getRandomValues(new Uint8Array(12))));

/** A customer display on another device: its code and QR code, whether the server hands on, and the ways to end it. */
export function PairDialog({ onClose }: { readonly onClose: () => void }) {
  useObservable(channelChanges);
  const standing = useObservable(remoteStanding);
  const channel = keptChannel(SHOWN);
  const code = channel === null ? '' : formatDisplayChannel(channel);
  const address = `${location.origin}/display`;
  return (
    <Dialog title={t('printing.pairTitle')} onClose={onClose} className="comfortable">
      {channel === null ? (
        <div className="flex flex-col gap-4">
          <p>{t('printing.pairText')}</p>
          <Button size="lg" variant="primary" data-autofocus onClick={newChannel}>
            {t('printing.pairBegin')}
          </Button>
        </div>
      ) : (
        <div className="flex flex-col gap-4">
          <p>{t('printing.pairHow', { address })}</p>
          <p className="code text-center text-2xl font-semibold tracking-wide" dir="ltr" data-testid="display-code">
            {code}
          </p>
          <div className="mx-auto w-56 rounded-control bg-white p-2 text-black">
            <QrPicture text={`${address}#${code}`} caption={t('printing.pairQr')} />
          </div>
          <div role="status">
            <Notice tone={standing === 'shown' ? 'success' : 'warning'}>
              {standing === 'shown' ? t('printing.pairShown') : t('printing.pairConnecting')}
            </Notice>
          </div>
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={newChannel}>{t('printing.pairNew')}</Button>
            <Button onClick={() => keepChannel(SHOWN, null)}>{t('printing.pairEnd')}</Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
