import { useEffect } from 'react';
import { createLive, liveUrl } from '../live/index.ts';

/**
 * Calls `ask` when the socket of the session says that there is something new, and when it opened again: at most once in
 * `gatherMs`, because a busy shop has many news. `ask` stays the same between renders, or the socket is opened anew.
 */
export function useNews(ask: () => void, gatherMs: number): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const now = () => {
      timer = undefined;
      ask();
    };
    const soon = () => {
      timer ??= setTimeout(now, gatherMs);
    };
    const live = createLive({
      url: () => liveUrl(location),
      open: (url) => new WebSocket(url),
      poked: soon,
      opened: soon,
      random: Math.random,
    });
    // The session's cookie says who asks; the hello is for registers.
    live.connect({ keyId: 'session', message: () => Promise.resolve(JSON.stringify({ type: 'hello' })) });
    return () => {
      clearTimeout(timer);
      live.close();
    };
  }, [ask, gatherMs]);
}
