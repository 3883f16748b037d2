import type { DeviceSession } from '../session/index.ts';

const KEY = 'signed-in';

/** Keeps in mind whether somebody is signed in, where the next page finds it before it has opened anything. */
export function rememberSomebody({ state }: Pick<DeviceSession, 'state'>): void {
  const remember = () => {
    try {
      if (state.get().status === 'signed-in') localStorage.setItem(KEY, 'yes');
      else localStorage.removeItem(KEY);
    } catch {
      // Storage may be forbidden: the next page finds out when the entrance is open.
    }
  };
  remember();
  state.subscribe(remember);
}

/**
 * Whether somebody was signed in when this device was last used. A guess that decides what is loaded first and nothing else:
 * who may come in is said by the session.
 */
export function wasSomebodyHere(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}
