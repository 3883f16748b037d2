import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ScalePort } from '../../scale/index.ts';
import { codesOfBytes } from './codes-of-bytes.ts';
import { scanOfReport } from './hid-report.ts';
import { type HidDevice, listenToHid } from './hid-scanner.ts';
import { keepScanners, keptScanners, NO_SCANNERS, SCANNERS_KEY } from './kept-scanners.ts';
import { LOOK_AGAIN_MS, listenToSerial, type ScannerStanding } from './serial-scanner.ts';
import { scannerStandings, scannersChanged, startScanners } from './start-scanners.ts';

const MARK = { vendorId: null, productId: null, place: 0 };
const SERIAL = { baudRate: 9600, port: MARK };
const bytesOf = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

/** A scanner on a cable: it can be plugged out, and be held by another program. */
function fakeCable() {
  let cable: ReadableStreamDefaultController<Uint8Array> | null = null;
  const state = { isThere: true, isHeld: false, opened: [] as unknown[], closed: 0 };
  const port = {
    readable: null as ReadableStream<Uint8Array> | null,
    writable: null,
    open: (options: unknown) => {
      if (state.isHeld) return Promise.reject(new DOMException('in use', 'NetworkError'));
      state.opened.push(options);
      port.readable = new ReadableStream<Uint8Array>({
        start: (controller) => {
          cable = controller;
        },
      });
      return Promise.resolve();
    },
    close: () => {
      state.closed += 1;
      return Promise.resolve();
    },
  };
  return {
    state,
    ports: {
      getPorts: () => Promise.resolve(state.isThere ? [port as ScalePort] : []),
      requestPort: () => Promise.resolve(port as ScalePort),
    },
    says: (text: string) => cable?.enqueue(bytesOf(text)),
    unplug: () => {
      state.isThere = false;
      cable?.close();
    },
  };
}

function fakeEar() {
  const codes: string[] = [];
  const standings: ScannerStanding[] = [];
  return {
    codes,
    standings,
    onCode: (code: string) => void codes.push(code),
    onStanding: (standing: ScannerStanding) => void standings.push(standing),
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  localStorage.clear();
});
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('codes out of bytes', () => {
  it('end with an end of line, a Tab or ETX, and keep the separators of GS1 data', () => {
    expect(codesOfBytes('', bytesOf('4006381333931\r\n5901234123457\t\u0002ABC\u0003'))).toEqual({
      codes: ['4006381333931', '5901234123457', 'ABC'],
      rest: '',
    });
    expect(codesOfBytes('', bytesOf(']C110LOT\u001d17261130\r')).codes).toEqual([']C110LOT\u001d17261130']);
  });

  it('are the same in parts of any size', () => {
    const text = '4006381333931\r\nR-1042\r\n\r\nrest';
    for (let size = 1; size <= text.length; size += 1) {
      const codes: string[] = [];
      let rest = '';
      for (let at = 0; at < text.length; at += size) {
        const part = codesOfBytes(rest, bytesOf(text.slice(at, at + size)));
        codes.push(...part.codes);
        rest = part.rest;
      }
      expect([codes, rest]).toEqual([['4006381333931', 'R-1042'], 'rest']);
    }
  });

  it('are never longer than a code can be', () => {
    const { codes, rest } = codesOfBytes('', new Uint8Array(10_000).fill(0x41));
    expect(codes.map(({ length }) => length)).toEqual([4300, 4300]);
    expect(rest).toHaveLength(1400);
  });
});

describe('a scanner on a serial cable', () => {
  it('is heard at its speed, with an end of line at once and without one after a pause, and gives the port back', async () => {
    const cable = fakeCable();
    const ear = fakeEar();
    const stop = listenToSerial(cable.ports, { ...SERIAL, baudRate: 115_200 }, ear);
    await pass(0);
    expect(cable.state.opened).toEqual([{ baudRate: 115_200 }]);
    cable.says('40063813');
    await pass(20);
    cable.says('33931\r');
    await pass(0);
    expect(ear.codes).toEqual(['4006381333931']);
    cable.says('5901234123457');
    await pass(50);
    expect(ear.codes).toHaveLength(1);
    await pass(60);
    expect(ear.codes).toEqual(['4006381333931', '5901234123457']);
    await stop();
    expect(cable.state.closed).toBe(1);
    expect(ear.standings).toEqual(['connecting', 'ready']);
  });

  it('is found again when it was plugged out, or when another program has let go of it', async () => {
    const cable = fakeCable();
    const ear = fakeEar();
    const stop = listenToSerial(cable.ports, SERIAL, ear);
    await pass(0);
    cable.unplug();
    await pass(0);
    expect(ear.standings).toEqual(['connecting', 'ready', 'gone']);
    cable.state.isThere = true;
    cable.state.isHeld = true;
    await pass(LOOK_AGAIN_MS);
    expect(ear.standings.at(-1)).toBe('refused');
    cable.state.isHeld = false;
    await pass(LOOK_AGAIN_MS);
    cable.says('77\r');
    await pass(0);
    expect([ear.standings.at(-1), ear.codes]).toEqual(['ready', ['77']]);
    await stop();
  });
});

/** The report of many scanners: a count, the symbology, 56 bytes of data, and whether more comes. */
const ITEMS = [
  { usages: [0x01003b], reportSize: 8, reportCount: 1 },
  { isRange: true, usageMinimum: 0x8c00fb, usageMaximum: 0x8c00fd, reportSize: 8, reportCount: 3 },
  { usages: [0x8c00fe], reportSize: 8, reportCount: 56 },
  { usages: [0x8c00ff], reportSize: 1, reportCount: 1 },
  { usages: [], reportSize: 1, reportCount: 7 },
];
const COLLECTIONS = [{ usagePage: 0x8c, inputReports: [{ reportId: 2, items: ITEMS }] }];

function report(symbology: string, text: string, isContinued = false): DataView {
  const bytes = new Uint8Array(61);
  bytes[0] = text.length;
  bytes.set(bytesOf(symbology), 1);
  bytes.set(bytesOf(text), 4);
  bytes[60] = isContinued ? 1 : 0;
  return new DataView(bytes.buffer);
}

describe('a report of a HID scanner', () => {
  it('is read by the description of the device', () => {
    const read = (data: DataView) => scanOfReport(COLLECTIONS, 2, data);
    expect(read(report(']E0', '4006381333931'))).toEqual({ text: '4006381333931', isContinued: false });
    expect(read(report(']C1', '10LOT', true))).toEqual({ text: ']C110LOT', isContinued: true });
    expect(read(new DataView(new ArrayBuffer(3)))).toEqual({ text: '', isContinued: false });
  });

  it('ends at its padding where the device counts nothing', () => {
    const bare = [{ usagePage: 0x8c, inputReports: [{ reportId: 1, items: ITEMS.slice(2, 3) }] }];
    const data = new DataView(bytesOf('ABC\u0000\u0000').buffer);
    expect(scanOfReport(bare, 1, data)).toEqual({ text: 'ABC', isContinued: false });
  });

  it('says nothing where it is another report or another device', () => {
    expect(scanOfReport(COLLECTIONS, 7, report(']E0', '1'))).toBeNull();
    expect(scanOfReport([{ ...COLLECTIONS[0], usagePage: 1 }], 2, report(']E0', '1'))).toBeNull();
  });
});

class FakeHid extends EventTarget {
  readonly vendorId = 0x0536;
  readonly productId = 1;
  readonly collections = COLLECTIONS;
  opened = false;
  open(): Promise<void> {
    this.opened = true;
    return Promise.resolve();
  }
  close(): Promise<void> {
    this.opened = false;
    return Promise.resolve();
  }
  scan(data: DataView): void {
    this.dispatchEvent(Object.assign(new Event('inputreport'), { reportId: 2, data }));
  }
}

describe('a scanner that speaks HID POS', () => {
  it('is heard, also in two reports, and found again after it was plugged out', async () => {
    const device = new FakeHid();
    let there: HidDevice[] = [device];
    const ear = fakeEar();
    const mark = { vendorId: device.vendorId, productId: device.productId };
    const stop = listenToHid({ getDevices: () => Promise.resolve(there) }, mark, ear);
    await pass(0);
    device.scan(report(']E0', '4006381333931\r'));
    device.scan(report(']C1', '10LOT', true));
    device.scan(report('', 'AB'));
    expect(ear.codes).toEqual(['4006381333931', ']C110LOTAB']);
    there = [];
    await pass(LOOK_AGAIN_MS);
    const again = new FakeHid();
    there = [again];
    await pass(LOOK_AGAIN_MS);
    again.scan(report(']E0', '77'));
    expect(ear.codes.at(-1)).toBe('77');
    expect(ear.standings).toEqual(['connecting', 'ready', 'gone', 'ready']);
    await stop();
    expect(again.opened).toBe(false);
  });
});

describe('the scanners of a device', () => {
  it('are kept on it, and what cannot be read is none', () => {
    const both = { serial: SERIAL, hid: { vendorId: 1, productId: 2 } };
    keepScanners(both);
    expect(keptScanners()).toEqual(both);
    for (const text of ['{', 'null', '7', '{"serial":{"baudRate":7,"port":{}},"hid":{"vendorId":"1"}}']) {
      localStorage.setItem(SCANNERS_KEY, text);
      expect(keptScanners()).toEqual(NO_SCANNERS);
    }
    keepScanners(NO_SCANNERS);
    expect(localStorage.getItem(SCANNERS_KEY)).toBeNull();
  });

  it('are heard while the window is looked at: in a field that asked for codes, and by the router else', async () => {
    const cable = fakeCable();
    vi.stubGlobal('navigator', { serial: cable.ports });
    const visible = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('visible');
    keepScanners({ serial: SERIAL, hid: null });
    const routed: unknown[] = [];
    startScanners({ route: (scan) => routed.push(scan) > 0, isWanted: () => true });
    await pass(0);
    expect(scannerStandings.get().serial).toBe('ready');
    cable.says('4006381333931\r');
    await pass(0);
    expect(routed).toEqual([{ code: '4006381333931', source: 'serial' }]);

    document.body.innerHTML = '<input data-scan="here" value="AB">';
    const field = document.querySelector('input');
    field?.focus();
    field?.setSelectionRange(2, 2);
    cable.says('77\r');
    await pass(0);
    expect([field?.value, routed.length]).toEqual(['AB77', 1]);

    visible.mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    await pass(0);
    expect([scannerStandings.get().serial, cable.state.closed]).toEqual([null, 1]);

    visible.mockReturnValue('visible');
    keepScanners(NO_SCANNERS);
    scannersChanged();
    await pass(0);
    expect(cable.state.opened).toHaveLength(1);
  });
});
