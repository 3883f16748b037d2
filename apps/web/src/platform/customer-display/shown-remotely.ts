import { type Observable, source } from '../device/observable.ts';
import type { Registration } from '../journal/model.ts';
import { registerHeaders } from '../sync/prove.ts';
import type { DisplayState } from './index.ts';
import { channelChanges, keptChannel, type RemoteDisplay, type RemoteStanding, SHOWN, showRemotely } from './remote.ts';

const standing = source<RemoteStanding | 'off'>('off');

/** How the till's displays on other devices stand. */
export const remoteStanding: Observable<RemoteStanding | 'off'> = standing;

/** Shows on the channel that this till has, as long as it has one; another channel is taken up at once. */
export function followChannel(registration: () => Registration | null): {
  show(state: DisplayState): void;
  close(): void;
} {
  let remote: RemoteDisplay | null = null;
  let last: DisplayState | null = null;
  const take = () => {
    remote?.close();
    remote = null;
    standing.set('off');
    const channel = keptChannel(SHOWN);
    const current = registration();
    if (channel === null || current === null) return;
    const started = showRemotely(channel, (path) => registerHeaders(current, 'GET', path));
    remote = started;
    const tell = () => {
      if (remote === started) standing.set(started.standing.get());
    };
    tell();
    started.standing.subscribe(tell);
    if (last !== null) started.show(last);
  };
  take();
  const stop = channelChanges.subscribe(take);
  return {
    show(state) {
      last = state;
      remote?.show(state);
    },
    close() {
      stop();
      remote?.close();
      standing.set('off');
    },
  };
}
