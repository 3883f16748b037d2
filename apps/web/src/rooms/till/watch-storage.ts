import '../../platform/device/storage-words.ts';
import { isNearlyFull, readStorage } from '../../platform/device/index.ts';
import { loadLaterWords, t } from '../../platform/i18n/index.ts';
import { useToasts } from '../../platform/ui/index.ts';

const EVERY_MS = 10 * 60_000;

/** Looks now and then how much room the browser leaves, and says in time that sales could soon not be saved. Returns how to stop. */
export function watchStorage(storage: StorageManager | undefined): () => void {
  const look = async () => {
    const standing = await readStorage(storage);
    if (!isNearlyFull(standing)) return;
    await loadLaterWords();
    useToasts.getState().show({ message: t('storage.nearlyFull'), tone: 'danger', key: 'storage' });
  };
  const timer = setInterval(() => void look(), EVERY_MS);
  void look();
  return () => clearInterval(timer);
}
