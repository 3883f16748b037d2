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

/** The display's side. Asks for the present state at once; returns how to stop. */
export function watchDisplay(show: (state: DisplayState) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'state') show(data.state);
  };
  channel.postMessage({ kind: 'hello' } satisfies Message);
  return () => channel.close();
}
