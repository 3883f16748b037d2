import { readStorage } from '../device/index.ts';
import { install as words } from '../i18n/en/install.ts';
import { addMessages } from '../i18n/index.ts';
import { installPrompt, takeInstallPrompt } from './prompt.ts';

addMessages('install', words);

/**
 * How the program gets a window of its own here: it has one already, the browser asks the person, Safari of an iPhone or iPad
 * does it from its share sheet, or only the browser's own menu may know.
 */
export type InstallWay = 'installed' | 'prompt' | 'share-sheet' | 'menu';

/** How this browser installs a page, as far as it can be told. */
export function installWay(page: Window = window): InstallWay {
  const { navigator } = page;
  const isOwnWindow = ['standalone', 'fullscreen', 'minimal-ui'].some(
    (mode) => page.matchMedia(`(display-mode: ${mode})`).matches,
  );
  if (isOwnWindow || ('standalone' in navigator && navigator.standalone === true)) return 'installed';
  if (installPrompt() !== null) return 'prompt';
  // An iPad calls itself a Mac; no Mac has a touch screen.
  const isTouchMac = navigator.platform === 'MacIntel' && navigator.maxTouchPoints > 1;
  return isTouchMac || /iPhone|iPad|iPod/.test(navigator.userAgent) ? 'share-sheet' : 'menu';
}

/**
 * Lets the browser ask the person, and asks it not to delete what is stored here. True when they agreed. To be called from a
 * press: browsers ask at no other time.
 */
export async function installNow(): Promise<boolean> {
  const prompt = takeInstallPrompt();
  if (prompt === null) return false;
  const asked = prompt.prompt();
  const [{ outcome }] = await Promise.all([asked, readStorage(navigator.storage)]);
  return outcome === 'accepted';
}

/** The sale after which it is offered, and the last one that still offers it to somebody who has not answered. */
const FIRST_OFFER = 3;
const LAST_OFFER = 5;
const SALES = 'install-sales';
const ANSWERED = 'install-answered';

/** Counts a completed sale of this device and says whether installing is offered beside its change. */
export function offersAfterSale(storage: Storage, way: InstallWay): boolean {
  const sales = Number(storage.getItem(SALES) ?? 0) + 1;
  if (sales > LAST_OFFER) return false;
  storage.setItem(SALES, String(sales));
  const canOffer = way === 'prompt' || way === 'share-sheet';
  return sales >= FIRST_OFFER && canOffer && storage.getItem(ANSWERED) === null;
}

/** Whoever has answered is not asked again on this device; the settings go on offering it. */
export function noteInstallAnswered(storage: Storage): void {
  storage.setItem(ANSWERED, 'yes');
}
