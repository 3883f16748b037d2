import { useEffect, useState } from 'react';
import type { DeviceScale } from './device-scale.ts';
import { scalePortsOfBrowser } from './scale-port.ts';
import { type ScaleState, watchScale } from './watch-scale.ts';

/** One watch at a time: the port of the one before is closed before the next opens it. */
let before: Promise<void> = Promise.resolve();

/** What the scale shows while this is on screen; `null`: there is no scale here. */
export function useScale(scale: DeviceScale | null): ScaleState | null {
  const [state, setState] = useState<ScaleState>({ kind: 'waiting' });
  useEffect(() => {
    const ports = scalePortsOfBrowser();
    if (scale === null || ports === null) return;
    let isOver = false;
    let stop: (() => Promise<void>) | null = null;
    const started = before.then(() => {
      if (!isOver) stop = watchScale(ports, scale, setState);
    });
    return () => {
      isOver = true;
      before = started.then(() => stop?.());
    };
  }, [scale]);
  return scale === null || scalePortsOfBrowser() === null ? null : state;
}
