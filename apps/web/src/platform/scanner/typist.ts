/**
 * Presses keys as a browser reports them, for tests: an event with its time, then what the key does to the focused field
 * or button when nobody kept it from that.
 */
export interface Stroke {
  readonly key: string;
  readonly code: string;
  readonly t: number;
  readonly shift?: boolean;
  readonly ctrl?: boolean;
  readonly isCapsLock?: boolean;
}

export interface Pressed {
  /** Buttons that were pressed by Enter or Space. */
  activations: number;
}

export function press(stroke: Stroke, pressed: Pressed): void {
  const target = document.activeElement ?? document.body;
  const down = eventOf('keydown', stroke);
  const isFree = target.dispatchEvent(down);
  if (isFree) act(target, stroke, pressed);
  const up = eventOf('keyup', stroke);
  const isUpFree = (document.activeElement ?? document.body).dispatchEvent(up);
  if (stroke.key === ' ' && isFree && isUpFree && target instanceof HTMLButtonElement) pressed.activations += 1;
}

function eventOf(
  type: string,
  { key, code, t, shift = false, ctrl = false, isCapsLock = false }: Stroke,
): KeyboardEvent {
  const event = new KeyboardEvent(type, {
    key,
    code,
    shiftKey: shift,
    ctrlKey: ctrl,
    modifierCapsLock: isCapsLock,
    bubbles: true,
    cancelable: true,
  });
  Object.defineProperty(event, 'timeStamp', { value: t });
  return event;
}

function act(target: Element, { key, ctrl }: Stroke, pressed: Pressed): void {
  if (key === 'Enter' && target instanceof HTMLButtonElement) pressed.activations += 1;
  const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  if (!isField || ctrl === true) return;
  const text = key === 'Enter' && target instanceof HTMLTextAreaElement ? '\n' : key;
  if (text.length !== 1) return;
  const [start, end] = [target.selectionStart ?? target.value.length, target.selectionEnd ?? target.value.length];
  target.value = target.value.slice(0, start) + text + target.value.slice(end);
  target.setSelectionRange(start + 1, start + 1);
}
