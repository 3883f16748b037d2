import { describe, expect, it, vi } from 'vitest';
import { type DeviceScale, deviceScale, putDeviceScale } from './device-scale.ts';
import { chooseScalePort, portOf, type ScalePort, type ScalePorts } from './scale-port.ts';
import { type ScaleState, watchScale } from './watch-scale.ts';

const TOLEDO: DeviceScale = {
  protocol: 'toledo-8217',
  baudRate: 9600,
  unit: 'kg',
  port: { vendorId: null, productId: null, place: 0 },
};

/** A scale on a cable: hears what it is asked, says what it is told to. */
function fakeScale({ refuses = false } = {}) {
  const heard: number[] = [];
  const opened: unknown[] = [];
  let cable: ReadableStreamDefaultController<Uint8Array> | null = null;
  let closed = 0;
  const port = {
    readable: null as ReadableStream<Uint8Array> | null,
    writable: null as WritableStream<Uint8Array> | null,
    open: (options: unknown) => {
      if (refuses) return Promise.reject(new DOMException('in use', 'NetworkError'));
      opened.push(options);
      port.readable = new ReadableStream<Uint8Array>({
        start: (controller) => {
          cable = controller;
        },
      });
      port.writable = new WritableStream<Uint8Array>({
        write: (bytes) => {
          heard.push(...bytes);
        },
      });
      return Promise.resolve();
    },
    close: () => {
      closed += 1;
      return Promise.resolve();
    },
  };
  return {
    port: port as ScalePort,
    heard,
    opened,
    says: (text: string) => cable?.enqueue(Uint8Array.from(text, (letter) => letter.charCodeAt(0))),
    unplug: () => cable?.close(),
    isPluggedIn: () => cable !== null,
    closed: () => closed,
  };
}
const portsOf = (...ports: ScalePort[]): ScalePorts => ({
  getPorts: () => Promise.resolve(ports),
  requestPort: () => (ports[0] === undefined ? Promise.reject(new Error('no port')) : Promise.resolve(ports[0])),
});

describe('watching a scale', () => {
  it('shows nothing any more when the scale has fallen silent', async () => {
    vi.useFakeTimers();
    try {
      const scale = fakeScale();
      const states: ScaleState[] = [];
      const stop = watchScale(portsOf(scale.port), TOLEDO, (state) => states.push(state));
      await vi.advanceTimersByTimeAsync(10);
      scale.says('\u000201.250\r');
      await vi.advanceTimersByTimeAsync(1_500);
      scale.says('\u000201.250\r');
      await vi.advanceTimersByTimeAsync(1_500);
      expect(states.at(-1)?.kind, 'it still speaks').toBe('weight');
      await vi.advanceTimersByTimeAsync(1_000);
      expect(states.at(-1)).toEqual({ kind: 'waiting' });
      await stop();
    } finally {
      vi.useRealTimers();
    }
  });

  it('asks it, says what it shows, and gives the port back', async () => {
    const scale = fakeScale();
    const states: ScaleState[] = [];
    const stop = watchScale(portsOf(scale.port), TOLEDO, (state) => states.push(state));
    await vi.waitFor(() => expect(scale.heard).toContain(0x57));
    expect(scale.opened).toEqual([{ baudRate: 9600, dataBits: 7, parity: 'even' }]);
    scale.says('\x02?A\r');
    await vi.waitFor(() => expect(states.at(-1)).toEqual({ kind: 'moving' }));
    // Half a frame says nothing; its other half makes it one.
    scale.says('\x0200.4');
    scale.says('50\r');
    await vi.waitFor(() =>
      expect(states.at(-1)).toMatchObject({ kind: 'weight', weight: { digits: 450, decimals: 3 }, isSteady: true }),
    );
    await stop();
    expect(scale.closed()).toBe(1);
  });

  it('only listens to one that speaks by itself', async () => {
    const scale = fakeScale();
    const states: ScaleState[] = [];
    const stop = watchScale(portsOf(scale.port), { ...TOLEDO, protocol: 'continuous' }, (state) => states.push(state));
    await vi.waitFor(() => expect(scale.isPluggedIn()).toBe(true));
    scale.says('US,GS,+  0.400kg\r\nST,GS,+  0.450kg\r\n');
    await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ kind: 'weight', isSteady: true }));
    expect(scale.opened).toEqual([{ baudRate: 9600 }]);
    expect(scale.heard).toEqual([]);
    await stop();
  });

  it('says that the port is gone, in use, or broke off, and never throws', async () => {
    const failed = (why: 'gone' | 'refused') => ({ kind: 'failed', why });
    for (const [ports, why] of [
      [portsOf(), 'gone'],
      [portsOf(fakeScale({ refuses: true }).port), 'refused'],
    ] as const) {
      const states: ScaleState[] = [];
      const stop = watchScale(ports, TOLEDO, (state) => states.push(state));
      await vi.waitFor(() => expect(states.at(-1)).toEqual(failed(why)));
      await stop();
    }
    const scale = fakeScale();
    const states: ScaleState[] = [];
    const stop = watchScale(portsOf(scale.port), TOLEDO, (state) => states.push(state));
    await vi.waitFor(() => expect(scale.heard).toContain(0x57));
    scale.unplug();
    await vi.waitFor(() => expect(states.at(-1)).toEqual(failed('gone')));
    await stop();
  });

  it('says nothing any more once it was stopped', async () => {
    const states: ScaleState[] = [];
    await watchScale(portsOf(fakeScale().port), TOLEDO, (state) => states.push(state))();
    expect(states).toEqual([{ kind: 'waiting' }]);
  });
});

describe('the port of the scale', () => {
  const chip = (usbVendorId: number, usbProductId = 1) =>
    ({ ...fakeScale().port, getInfo: () => ({ usbVendorId, usbProductId }) }) satisfies ScalePort;
  const bare = () => fakeScale().port;

  it('is found again by its chip, wherever it is plugged in', async () => {
    const [printer, scale] = [chip(1), chip(2)];
    const mark = await chooseScalePort({ ...portsOf(scale, printer) });
    expect(mark).toEqual({ vendorId: 2, productId: 1, place: 0 });
    if (mark === null) throw new Error('no port was chosen');
    expect(portOf([printer, scale], mark)).toBe(scale);
    expect(portOf([printer], mark)).toBeUndefined();
  });

  it('is found by its place where chips are alike or say nothing', () => {
    const [one, two] = [bare(), bare()];
    expect(portOf([one, two], { vendorId: null, productId: null, place: 1 })).toBe(two);
    expect(portOf([one], { vendorId: null, productId: null, place: 1 })).toBe(one);
  });

  it('is not chosen when the person chooses none', async () => {
    const none = { ...portsOf(), requestPort: () => Promise.reject(new DOMException('none', 'NotFoundError')) };
    expect(await chooseScalePort(none)).toBeNull();
    await expect(chooseScalePort(portsOf())).rejects.toThrow('no port');
  });
});

describe('the scale of a device', () => {
  it('is kept on it, and what cannot be read is no scale', () => {
    putDeviceScale(TOLEDO);
    expect(deviceScale()).toEqual(TOLEDO);
    for (const text of ['{', 'null', '{"protocol":"morse","unit":"kg","baudRate":9600,"port":{}}', '7']) {
      localStorage.setItem('mosaajii.scale', text);
      expect(deviceScale()).toBeNull();
    }
    putDeviceScale(null);
    expect(localStorage.getItem('mosaajii.scale')).toBeNull();
  });
});
