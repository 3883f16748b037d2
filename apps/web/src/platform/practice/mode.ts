const KEY = 'mosaajii-practice';

/** A browser without local storage cannot practise. */
function kept(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

const isOn = kept();

/** Whether this page practises. Decided when it was loaded, and true or false until it is loaded again. */
export function isPractice(): boolean {
  return isOn;
}

/** Decides for all pages of this device that are loaded from now on; closing the tab changes nothing. */
export function keepPractice(next: boolean): void {
  if (next) localStorage.setItem(KEY, 'on');
  else localStorage.removeItem(KEY);
}

/** Calls when another tab of this device began practice or ended it. */
export function onPracticeChanged(changed: () => void): void {
  window.addEventListener('storage', ({ key }) => {
    if (key === KEY && kept() !== isOn) changed();
  });
}
