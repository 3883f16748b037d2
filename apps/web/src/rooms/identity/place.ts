/** Where somebody was when the screen was locked. A reload forgets it, and the till is where most people want to be. */
let place = '/till';

export function rememberPlace(path: string): void {
  place = path === '/' ? '/till' : path;
}

/** Where to go after unlocking; once. */
export function takePlace(): string {
  const taken = place;
  place = '/till';
  return taken;
}
