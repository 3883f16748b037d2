const OMNIBOX = 'omnibox';
export const omniboxId = OMNIBOX;

/** Brings the keys back to the omnibox. On touch no keyboard opens: the field asks for one only when it is tapped. */
export function focusOmnibox(): void {
  document.getElementById(OMNIBOX)?.focus({ preventScroll: true });
}

/** The regions that F6 walks through, in their order on the screen. */
const REGIONS = ['omnibox', 'cart', 'tenders', 'products'] as const;

/** Moves the focus to the next or the previous region that is on the screen. */
export function focusRegion(by: 1 | -1): void {
  // A region with nothing to focus (a cart without lines) is passed over: it would hold the walk up.
  const targets = REGIONS.flatMap((name) => {
    const region = document.querySelector(`[data-region="${name}"]`);
    const target = [...(region?.querySelectorAll<HTMLElement>('input, button, [tabindex="0"]') ?? [])].find(isShown);
    return region === null || target === undefined ? [] : [{ region, target }];
  });
  const at = targets.findIndex(({ region }) => region.contains(document.activeElement));
  targets[(at + by + targets.length) % targets.length]?.target.focus();
}

/** What another size of screen shows is there as well, and takes no focus. */
function isShown(element: HTMLElement): boolean {
  return element.offsetParent !== null;
}
