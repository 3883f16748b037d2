/** What of Window Management (https://w3c.github.io/window-management/) placing a window needs. */
interface ScreenPlace {
  readonly availLeft: number;
  readonly availTop: number;
  readonly availWidth: number;
  readonly availHeight: number;
}
interface ScreenDetails {
  readonly screens: readonly ScreenPlace[];
  readonly currentScreen: ScreenPlace;
}
export interface Desk {
  open(url: string, name: string, features: string): Window | null;
  readonly screen: { readonly isExtended?: boolean };
  getScreenDetails?(): Promise<ScreenDetails>;
}

/**
 * Opens a window for the customer's screen; asked for again, the same one. Where there is a second screen and the person lets the
 * browser see it, the window fills that one; else it stands beside the till and is moved by hand. Has to run in a click.
 */
export async function openDisplay(desk: Desk = window as unknown as Desk): Promise<void> {
  // Asked before the window opens: opening uses up the click that both need.
  const asked = desk.screen.isExtended === true ? desk.getScreenDetails?.() : undefined;
  // A refusal is an answer: the window stays where the browser put it.
  const details = asked?.catch(() => null);
  const opened = desk.open('/display', 'mosaajii-customer-display', 'popup,width=1024,height=768');
  const found = await details;
  const other = found?.screens.find((screen) => screen !== found.currentScreen);
  if (opened === null || other === undefined) return;
  opened.moveTo(other.availLeft, other.availTop);
  opened.resizeTo(other.availWidth, other.availHeight);
}
