import { DEFAULT_LIMITS, IDLE, type WedgeEvent, type WedgeLimits, type WedgeState, wedgeStep } from './wedge.ts';

export type ScanSource = 'wedge' | 'typed' | 'camera';
export interface Scan {
  readonly code: string;
  readonly source: ScanSource;
}

/** The field as it was before a possible scan began to write into it. */
interface FieldBefore {
  readonly element: HTMLInputElement | HTMLTextAreaElement;
  readonly value: string;
  readonly start: number | null;
  readonly end: number | null;
}

/**
 * Listens to the whole page in the capture phase, whatever has the focus, and reports scans. What a scan typed into a
 * field is taken out again and its terminator presses no button. Fields with `data-scan="here"` keep the text. Returns
 * the function that stops listening.
 */
export function listenForScans(target: Window, onScan: (scan: Scan) => void, limits: WedgeLimits = DEFAULT_LIMITS) {
  let state: WedgeState = IDLE;
  let before: FieldBefore | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isUnidentified = false;
  let swallowKeyUp: string | null = null;
  /** What the present run has printed. */
  let typed = '';

  function feed(event: WedgeEvent): boolean {
    const isFieldOwn = document.activeElement?.closest('[data-scan="here"]') != null;
    const step = wedgeStep(state, event, limits);
    state = step.state;
    if (event.kind === 'character') typed = step.begins === true ? event.char : typed + event.char;
    if (step.begins === true) before = snapshot(document.activeElement);
    clearTimeout(timer);
    if (step.askAgainMs !== undefined) {
      // A page that was busy gets its keys late, and its timers between them. What was pressed within the time may be on
      // the way for as long as this key was: asked earlier, the scan would be cut where the page was slow.
      const lateMs = Math.max(0, performance.now() - event.t);
      timer = setTimeout(() => feed({ kind: 'quiet', t: performance.now() }), step.askAgainMs + lateMs);
    }
    if (step.commit === undefined || isFieldOwn) return false;
    const kept = step.kept ?? '';
    restore(before === null ? withoutTyped(document.activeElement, typed.slice(kept.length)) : withKept(before, kept));
    onScan({ code: step.commit, source: 'wedge' });
    return true;
  }

  function onKeyDown(event: KeyboardEvent): void {
    isUnidentified = event.key === 'Unidentified' || event.isComposing || event.keyCode === 229;
    if (isUnidentified) return;
    const wedgeEvent = eventOf(event);
    if (wedgeEvent === null || !feed(wedgeEvent)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    swallowKeyUp = event.key;
  }

  function onKeyUp(event: KeyboardEvent): void {
    if (swallowKeyUp !== event.key) return;
    swallowKeyUp = null;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  // Android's keyboards name no keys; what they insert is all that can be seen, character by character.
  function onBeforeInput(event: InputEvent): void {
    if (!isUnidentified) return;
    if (event.inputType === 'insertLineBreak') {
      if (feed({ kind: 'terminator', t: event.timeStamp })) event.preventDefault();
      return;
    }
    if (event.inputType !== 'insertText' && event.inputType !== 'insertCompositionText') return;
    const char = event.data?.at(-1);
    if (char !== undefined) feed({ kind: 'character', char, code: '', t: event.timeStamp });
  }

  target.addEventListener('keydown', onKeyDown, { capture: true });
  target.addEventListener('keyup', onKeyUp, { capture: true });
  target.addEventListener('beforeinput', onBeforeInput, { capture: true });
  return () => {
    clearTimeout(timer);
    target.removeEventListener('keydown', onKeyDown, { capture: true });
    target.removeEventListener('keyup', onKeyUp, { capture: true });
    target.removeEventListener('beforeinput', onBeforeInput, { capture: true });
  };
}

function eventOf(event: KeyboardEvent): WedgeEvent | null {
  const t = event.timeStamp;
  // A key that is held down repeats as fast as a scanner types.
  if (event.repeat || event.ctrlKey || event.metaKey || (event.altKey && !event.getModifierState('AltGraph'))) {
    return { kind: 'other', t };
  }
  if (event.key === 'Enter' || event.key === 'Tab') return { kind: 'terminator', t };
  if (event.key.length === 1) return { kind: 'character', char: event.key, code: event.code, t };
  // Modifiers come between the characters of a scan in capitals.
  if (['Shift', 'CapsLock', 'AltGraph'].includes(event.key)) return null;
  return { kind: 'other', t };
}

function snapshot(element: Element | null): FieldBefore | null {
  if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) return null;
  return {
    element,
    value: element.value,
    start: selection(element, 'selectionStart'),
    end: selection(element, 'selectionEnd'),
  };
}

/** The field with what a person typed just before the scan. */
function withKept(before: FieldBefore, kept: string): FieldBefore {
  if (kept === '') return before;
  const start = before.start ?? before.value.length;
  const value = before.value.slice(0, start) + kept + before.value.slice(before.end ?? start);
  const at = start + kept.length;
  return { ...before, value, start: before.start === null ? null : at, end: before.end === null ? null : at };
}

/** The focus came to a field while the scan was on its way: what was printed there goes, whatever stood before it stays. */
function withoutTyped(element: Element | null, typed: string): FieldBefore | null {
  const now = snapshot(element);
  if (now === null) return null;
  const end = now.start ?? now.value.length;
  const start = end - typed.length;
  // The last character is not in the field yet when the scan ends by a pause instead of a key.
  const cut = now.value.slice(Math.max(0, start), end) === typed ? Math.max(0, start) : null;
  if (cut === null) return null;
  return { element: now.element, value: now.value.slice(0, cut) + now.value.slice(end), start: cut, end: cut };
}

/** Fields of type number or date have no selection and throw or answer null, by browser. */
function selection(element: FieldBefore['element'], side: 'selectionStart' | 'selectionEnd'): number | null {
  try {
    return element[side];
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

function restore(before: FieldBefore | null): void {
  if (before === null || !before.element.isConnected || before.element.value === before.value) return;
  const { element } = before;
  const proto = element instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  // React overrides `value` on the element; only the prototype's setter makes it notice the change.
  Object.getOwnPropertyDescriptor(proto, 'value')?.set?.call(element, before.value);
  element.dispatchEvent(new InputEvent('input', { bubbles: true }));
  if (before.start !== null) element.setSelectionRange(before.start, before.end);
}
