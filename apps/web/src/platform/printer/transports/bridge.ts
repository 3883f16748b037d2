import { ok } from '@mosaajii/domain';
import { t } from '../../i18n/index.ts';
import { failure, type SendBytes } from './model.ts';

const PATIENCE_MS = 20_000;

/** Sends through the print bridge on this computer (`npm run print-bridge`), which speaks to a printer on the network. */
export function bridgeSender({ url, token }: { readonly url: string; readonly token: string }): SendBytes {
  return async (bytes) => {
    try {
      const answer = await fetch(`${url}/print`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
        body: new Uint8Array(bytes),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (answer.ok) return ok(null);
      if (answer.status === 401) return failure('not-allowed', t('printing.bridgeToken'));
      const isCutShort = answer.headers.get('x-cut-short') === '1';
      return failure('gone', isCutShort ? t('printing.stopped') : t('printing.bridgePrinter'), isCutShort);
    } catch {
      // The bridge may have taken all of it before the answer was lost: the next print says that it is one.
      return failure('out-of-reach', t('printing.bridgeAway'), false);
    }
  };
}
