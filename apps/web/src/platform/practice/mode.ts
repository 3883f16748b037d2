export const PRACTICE_KEY = 'mosaajii-practice';

let isOn = false;
try {
  isOn = localStorage.getItem(PRACTICE_KEY) !== null;
} catch {
  // A browser without local storage cannot practise.
}

/** Whether this page practises. Decided when it was loaded, and true or false until it is loaded again. */
export const isPractice = (): boolean => isOn;
