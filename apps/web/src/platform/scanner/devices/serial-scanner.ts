import { portOf, type ScalePort, type ScalePorts } from '../../scale/index.ts';
import { codesOfBytes } from './codes-of-bytes.ts';
import type { SerialScanner } from './kept-scanners.ts';

/** How a scanner on a cable stands. `gone`: it is not there; `refused`: it is, and something else has it. Both are tried again. */
export type ScannerStanding = 'connecting' | 'ready' | 'gone' | 'refused';

export interface ScannerEar {
  readonly onCode: (code: string) => void;
  readonly onStanding: (standing: ScannerStanding) => void;
}

/** A scanner that was plugged out, or that another window holds, is looked for again so often. */
export const LOOK_AGAIN_MS = 3_000;
/** A code that ends with nothing is whole after such a pause. */
const QUIET_MS = 100;

type SerialPorts = Pick<ScalePorts, 'getPorts'>;

/**
 * Listens to the serial scanner until it is stopped, and looks for it again where it is gone. The port is held meanwhile and given
 * back at the end. Never throws: what goes wrong is a standing.
 */
export function listenToSerial(ports: SerialPorts, scanner: SerialScanner, ear: ScannerEar): () => Promise<void> {
  let isOver = false;
  let reader: ReadableStreamDefaultReader<Uint8Array> | null = null;
  let wake = () => {};

  async function holdOnce(): Promise<ScannerStanding> {
    const port = portOf(await ports.getPorts(), scanner.port);
    if (port === undefined) return 'gone';
    await port.open({ baudRate: scanner.baudRate });
    try {
      if (!isOver) await read(port);
    } finally {
      await port.close().catch(() => undefined);
    }
    return 'gone';
  }

  async function read(port: ScalePort): Promise<void> {
    if (port.readable === null) return;
    ear.onStanding('ready');
    reader = port.readable.getReader();
    let rest = '';
    let quiet: ReturnType<typeof setTimeout> | undefined;
    const finish = () => {
      if (rest !== '') ear.onCode(rest);
      rest = '';
    };
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done || value === undefined) return;
        clearTimeout(quiet);
        const heard = codesOfBytes(rest, value);
        rest = heard.rest;
        for (const code of heard.codes) ear.onCode(code);
        if (rest !== '') quiet = setTimeout(finish, QUIET_MS);
      }
    } finally {
      clearTimeout(quiet);
      reader.releaseLock();
      reader = null;
    }
  }

  async function run(): Promise<void> {
    ear.onStanding('connecting');
    while (!isOver) {
      const standing = await holdOnce().catch((): ScannerStanding => 'refused');
      if (isOver) return;
      ear.onStanding(standing);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, LOOK_AGAIN_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  const running = run();
  return async () => {
    isOver = true;
    wake();
    await reader?.cancel().catch(() => undefined);
    await running;
  };
}
