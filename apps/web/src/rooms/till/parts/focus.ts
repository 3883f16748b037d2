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
  const regions = REGIONS.flatMap((name) => {
    const element = document.querySelector<HTMLElement>(`[data-region="${name}"]`);
    return element !== null && element.offsetParent !== null ? [element] : [];
  });
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions[(at + by + regions.length) % regions.length];
  (next?.querySelector<HTMLElement>('input, button, [tabindex="0"]') ?? next)?.focus();
}
