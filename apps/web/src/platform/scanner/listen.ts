import { keepCatcher } from './catcher.ts';
import { codeOfKeys, otherCase } from './code-of-keys.ts';
import { type FieldBefore, restore, snapshot, withKept, withoutTyped } from './field.ts';
import { wedgeEventOf } from './keys-of-event.ts';
import { keptLimits, type WedgeLimits } from './limits.ts';
import { IDLE, type WedgeEvent, type WedgeState, wedgeStep } from './wedge.ts';

export type ScanSource = 'wedge' | 'typed' | 'camera' | 'serial' | 'hid';
export interface Scan {
  readonly code: string;
  readonly source: ScanSource;
  /** The code with its letters in the other case: Caps Lock was on. */
  readonly otherCase?: string;
}

/** Sees every event of the detector as it happens: the hardware bench records with it. */
export type WedgeWatcher = (event: WedgeEvent) => void;
const watchers = new Set<WedgeWatcher>();
export function watchWedge(watcher: WedgeWatcher): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/**
 * Listens to the whole page in the capture phase, whatever has the focus, and reports scans. What a scan typed into a
 * field is taken out again and its terminator presses no button. Fields with `data-scan="here"` keep the text, and a code
 * that nobody wants is left where it was typed, with its terminator. Returns the function that stops listening.
 */
export function listenForScans(
  target: Window,
  onScan: (scan: Scan) => void,
  limits: () => WedgeLimits = keptLimits,
  isWanted: (code: string) => boolean = () => true,
) {
  let state: WedgeState = IDLE;
  let before: FieldBefore | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isUnidentified = false;
  let isCapsLock = false;
  const swallowKeyUp = new Set<string>();
  /** What the present run has printed. */
  let typed = '';
  const now = limits();

  /** Answers whether the key is the scanner's alone. */
  function feed(event: WedgeEvent): boolean {
    for (const watcher of watchers) watcher(event);
    const step = wedgeStep(state, event, now);
    const isRefused = step.commit !== undefined && !isWanted(step.commit);
    state = isRefused ? withoutScan(step.state) : step.state;
    const isFieldOwn = document.activeElement?.closest('[data-scan="here"]') != null || isRefused;
    if (step.commit !== undefined && !isFieldOwn) {
      putBack(step.kept ?? '');
      commit(step.commit);
    }
    if (event.kind === 'character') noteTyped(event.char, step.begins === true);
    askLater(event.t, step.askAgainMs);
    const isOwn = step.swallow === true || (step.commit !== undefined && event.kind !== 'character');
    return isOwn && !isFieldOwn;
  }

  function noteTyped(char: string, begins: boolean): void {
    typed = begins ? char : typed + char;
    if (begins) before = snapshot(document.activeElement);
  }

  function askLater(t: number, askAgainMs: number | undefined): void {
    clearTimeout(timer);
    if (askAgainMs === undefined) return;
    // A page that was busy gets its keys late, and its timers between them. What was pressed within the time may be on
    // the way for as long as this key was: asked earlier, the scan would be cut where the page was slow.
    const lateMs = Math.max(0, performance.now() - t);
    timer = setTimeout(() => feed({ kind: 'quiet', t: performance.now() }), askAgainMs + lateMs);
  }

  /** The field that the scan began in, and the one that the focus came to meanwhile. */
  function putBack(kept: string): void {
    const active = document.activeElement;
    if (before?.element !== active) restore(withoutTyped(active, typed.slice(kept.length)));
    if (before !== null) restore(withKept(before, kept));
  }

  function commit(code: string): void {
    onScan({ code, source: 'wedge', ...(isCapsLock && /[a-z]/i.test(code) ? { otherCase: otherCase(code) } : {}) });
  }

  function onKeyDown(event: KeyboardEvent): void {
    isUnidentified = event.key === 'Unidentified' || event.isComposing || event.keyCode === 229;
    if (isUnidentified) return;
    const wedgeEvent = wedgeEventOf(event);
    if (wedgeEvent === null) return;
    isCapsLock = event.getModifierState('CapsLock');
    const isInside = isInBurst(wedgeEvent);
    const isTaken = feed(wedgeEvent) || (isInside && event.key === ' ' && !isText(event.target));
    if (!isTaken) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    swallowKeyUp.add(event.key);
  }

  /** A space within a code would press the button that has the focus. */
  function isInBurst(event: WedgeEvent): boolean {
    const [first, last] = [state.run[0], state.run.at(-1)];
    if (first === undefined || last === undefined || event.t - last.t > now.maxGapMs) return false;
    return state.run.length > 1 && event.t - first.t <= now.meanGapMs * state.run.length;
  }

  function onKeyUp(event: KeyboardEvent): void {
    if (!swallowKeyUp.delete(event.key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  // Android's keyboards name no keys; what they insert is all that can be seen, character by character or a code at once.
  function onBeforeInput(event: InputEvent): void {
    if (event.inputType === 'insertText' && isWholeCode(event.data)) return takeWhole(event, event.data);
    if (!isUnidentified) return;
    if (event.inputType === 'insertLineBreak') {
      if (feed({ kind: 'terminator', t: event.timeStamp })) event.preventDefault();
      return;
    }
    if (event.inputType !== 'insertText' && event.inputType !== 'insertCompositionText') return;
    const char = event.data?.at(-1);
    if (char !== undefined) feed({ kind: 'character', char, code: '', t: event.timeStamp });
  }

  /** Scanner services of hand-held computers insert the code in one piece; what ends it comes as a key of its own. */
  function takeWhole(event: InputEvent, data: string): void {
    if (document.activeElement?.closest('[data-scan="here"]') != null) return;
    const keys = [...data.replace(/[\r\n\t]+$/, '')].map((char) => ({ char, code: '', t: event.timeStamp }));
    if (!isWanted(codeOfKeys(keys))) return;
    event.preventDefault();
    state = { run: [], scannedAt: event.timeStamp };
    for (const watcher of watchers) for (const key of keys) watcher({ kind: 'character', ...key });
    commit(codeOfKeys(keys));
  }

  target.addEventListener('keydown', onKeyDown, { capture: true });
  target.addEventListener('keyup', onKeyUp, { capture: true });
  target.addEventListener('beforeinput', onBeforeInput, { capture: true });
  const releaseCatcher = keepCatcher(target.document, target.navigator);
  return () => {
    clearTimeout(timer);
    releaseCatcher();
    target.removeEventListener('keydown', onKeyDown, { capture: true });
    target.removeEventListener('keyup', onKeyUp, { capture: true });
    target.removeEventListener('beforeinput', onBeforeInput, { capture: true });
  };
}

/** As if the code had been typed by a person: what comes after it is the field's. */
function withoutScan({ scannedAt: _, ...rest }: WedgeState): WedgeState {
  return rest;
}

/** Nobody types eight digits at once, and no keyboard suggests them. */
function isWholeCode(data: string | null): data is string {
  return data !== null && /^(?:\d{8,}|\][A-Za-z]\d.{4,})[\r\n\t]*$/.test(data);
}

function isText(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
