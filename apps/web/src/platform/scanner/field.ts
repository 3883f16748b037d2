type TextField = HTMLInputElement | HTMLTextAreaElement;

/** A field as it was before a possible scan began to write into it. */
export interface FieldBefore {
  readonly element: TextField | HTMLSelectElement;
  readonly value: string;
  readonly start: number | null;
  readonly end: number | null;
}

/** What a scan could write into; `null` where keys leave no trace. */
export function snapshot(element: Element | null): FieldBefore | null {
  // Typing in a list of choices picks one by its first letters.
  if (element instanceof HTMLSelectElement) return { element, value: element.value, start: null, end: null };
  if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) return null;
  return {
    element,
    value: element.value,
    start: selection(element, 'selectionStart'),
    end: selection(element, 'selectionEnd'),
  };
}

/** The field with what a person typed just before the scan. */
export function withKept(before: FieldBefore, kept: string): FieldBefore {
  if (kept === '' || before.element instanceof HTMLSelectElement) return before;
  const start = before.start ?? before.value.length;
  const value = before.value.slice(0, start) + kept + before.value.slice(before.end ?? start);
  const at = start + kept.length;
  return { ...before, value, start: before.start === null ? null : at, end: before.end === null ? null : at };
}

/** The focus came to a field while the scan was on its way: what was printed there goes, whatever stood before it stays. */
export function withoutTyped(element: Element | null, typed: string): FieldBefore | null {
  const now = snapshot(element);
  if (now === null || now.element instanceof HTMLSelectElement) return null;
  const end = now.start ?? now.value.length;
  // The focus may have come in mid-code: the field holds the end of what was printed.
  for (let length = Math.min(typed.length, end); length > 0; length -= 1) {
    if (!typed.endsWith(now.value.slice(end - length, end))) continue;
    const at = end - length;
    return { element: now.element, value: now.value.slice(0, at) + now.value.slice(end), start: at, end: at };
  }
  return null;
}

/** Fields of type number or date have no selection and throw or answer null, by browser. */
function selection(element: TextField, side: 'selectionStart' | 'selectionEnd'): number | null {
  try {
    return element[side];
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

export function restore(before: FieldBefore | null): void {
  if (before === null || !before.element.isConnected || before.element.value === before.value) return;
  const { element } = before;
  const proto = Object.getPrototypeOf(element) as object;
  // React overrides `value` on the element; only the prototype's setter makes it notice the change.
  Object.getOwnPropertyDescriptor(proto, 'value')?.set?.call(element, before.value);
  element.dispatchEvent(
    element instanceof HTMLSelectElement
      ? new Event('change', { bubbles: true })
      : new InputEvent('input', { bubbles: true }),
  );
  if (before.start !== null && !(element instanceof HTMLSelectElement)) {
    element.setSelectionRange(before.start, before.end);
  }
}
