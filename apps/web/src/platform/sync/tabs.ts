import type { SectionName } from '@mosaajii/domain/section';
import type { Connection } from './exchange.ts';

/** What the tabs of this device tell each other. Every message says only "look again", or what the leader knows. */
export type TabMessage =
  | { readonly kind: 'journal' | 'carts' | 'registration' | 'session' | 'catalog' }
  /** The leader heard the oldest program with which a sale may begin. */
  | { readonly kind: 'program'; readonly oldest: number }
  /** The leader has loaded another version of a section. */
  | { readonly kind: 'section'; readonly name: SectionName }
  /** A follower asks the leader to talk to the server now. */
  | { readonly kind: 'wake' }
  /** A tab that has just opened asks the leader what it knows of the server. */
  | { readonly kind: 'ask' }
  | { readonly kind: 'connection'; readonly connection: Connection; readonly position: number };

export interface TabChannel {
  post(message: TabMessage): void;
  listen(listener: (message: TabMessage) => void): void;
  close(): void;
}

export function broadcastTabs(name = 'mosaajii-device'): TabChannel {
  const channel = new BroadcastChannel(name);
  return {
    post: (message) => channel.postMessage(message),
    listen: (listener) =>
      channel.addEventListener('message', (event: MessageEvent<TabMessage>) => listener(event.data)),
    close: () => channel.close(),
  };
}

/** Holds an office for as long as this tab lives. */
export interface Leadership {
  /** Waits until no other tab leads, then runs `lead` until it ends or `stop` is called. */
  campaign(lead: (signal: AbortSignal) => Promise<void>): void;
  stop(): void;
}

/** One tab of the origin leads, by a Web Lock; the next one takes over when it closes or dies. */
export function webLeadership(name = 'mosaajii-sync'): Leadership {
  const ended = new AbortController();
  return {
    campaign(lead) {
      const term = () => lead(ended.signal);
      const election =
        typeof navigator !== 'undefined' && 'locks' in navigator
          ? navigator.locks.request(name, { signal: ended.signal }, term)
          : term();
      election.catch((error: unknown) => {
        if (!ended.signal.aborted) throw error;
      });
    },
    stop: () => ended.abort(),
  };
}
