/** What a customer sees, as texts that are ready to be shown. */
export type DisplayState =
  | { readonly kind: 'idle'; readonly shopName: string }
  | {
      readonly kind: 'cart';
      readonly shopName: string;
      readonly lines: readonly {
        readonly id: string;
        readonly name: string;
        readonly quantity: string;
        readonly amount: string;
      }[];
      readonly total: string;
    }
  | {
      readonly kind: 'due';
      readonly shopName: string;
      readonly total: string;
      readonly paid: string;
      readonly left: string;
    }
  | { readonly kind: 'thanks'; readonly shopName: string; readonly change: string; readonly link?: string };

type Message = { readonly kind: 'hello' } | { readonly kind: 'state'; readonly state: DisplayState };

const CHANNEL = 'mosaajii-customer-display';

/** The till's side: tells every display of this device what to show, and one that joins what it shows now. */
export function publishDisplay(): { show(state: DisplayState): void; close(): void } {
  const channel = new BroadcastChannel(CHANNEL);
  let last: DisplayState | null = null;
  const tell = () => {
    if (last !== null) channel.postMessage({ kind: 'state', state: last } satisfies Message);
  };
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'hello') tell();
  };
  return {
    show(state) {
      last = state;
      tell();
    },
    close: () => channel.close(),
  };
}

/** How often a display asks whether its till is still there, and how many questions in a row may stay without an answer. */
const ASK_MS = 5_000;
const MOST_UNANSWERED = 3;

/**
 * The display's side. Asks for the present state at once, and again and again: a till whose tab is gone says nothing any more, and
 * what it showed last is the purchase of somebody who has left. Then the display is idle until a till is heard. Returns how to stop.
 */
export function watchDisplay(show: (state: DisplayState) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  let shown: DisplayState | null = null;
  let text = '';
  let unanswered = 0;
  const put = (state: DisplayState) => {
    const next = JSON.stringify(state);
    if (next === text) return;
    [shown, text] = [state, next];
    show(state);
  };
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind !== 'state') return;
    unanswered = 0;
    put(data.state);
  };
  const ask = () => {
    if (unanswered >= MOST_UNANSWERED && shown !== null) put({ kind: 'idle', shopName: shown.shopName });
    unanswered += 1;
    channel.postMessage({ kind: 'hello' } satisfies Message);
  };
  ask();
  const timer = setInterval(ask, ASK_MS);
  return () => {
    clearInterval(timer);
    channel.close();
  };
}
