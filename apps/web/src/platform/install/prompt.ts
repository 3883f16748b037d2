/** What Chromium hands to a page that can be installed; it may be used once. */
export interface InstallPrompt extends Event {
  prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

let kept: InstallPrompt | null = null;
const listeners = new Set<() => void>();

function keep(prompt: InstallPrompt | null): void {
  kept = prompt;
  for (const listener of listeners) listener();
}

/** The browser's own banner stays away; what would have shown it is kept until the person says that they want it. */
export function keepInstallPrompt(page: Window): void {
  page.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    keep(event as InstallPrompt);
  });
  page.addEventListener('appinstalled', () => keep(null));
}

/** What the browser offered, and null when it offered nothing or it was used; watched by `onInstallPrompt`. */
export const installPrompt = (): InstallPrompt | null => kept;

/** Calls back when the browser's offer came or went. Returns how to stop. */
export function onInstallPrompt(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The browser's offer, for the one time that it can be used. */
export function takeInstallPrompt(): InstallPrompt | null {
  const taken = kept;
  if (taken !== null) keep(null);
  return taken;
}
