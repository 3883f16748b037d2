import { type Heard, hear, NOTHING_HEARD, questionOf, type ScaleEar } from '@mosaajii/domain/scale';
import type { DeviceScale } from './device-scale.ts';
import { portOf, type ScalePort, type ScalePorts } from './scale-port.ts';

/** What a scale shows now. */
export type ScaleState =
  | { readonly kind: 'waiting' }
  | Heard
  /** `gone`: its port is not there; `refused`: it is, and something else has it, or it broke off. */
  | { readonly kind: 'failed'; readonly why: 'gone' | 'refused' };

/** So often a scale that has to be asked is asked, in milliseconds: four times a second its figures follow a hand. */
const ASK_EVERY_MS = 250;
/** A scale that says nothing for so long shows nothing any more: what it showed last is of goods that may be gone. */
const SILENT_AFTER_MS = 2_000;

/**
 * Listens to the scale until it is stopped, and says each thing that it shows. The port is held only meanwhile, so that
 * other windows and programs can have it. Never throws; what goes wrong is a state, and watching again tries again.
 */
export function watchScale(
  ports: ScalePorts,
  scale: DeviceScale,
  show: (state: ScaleState) => void,
): () => Promise<void> {
  let isOver = false;
  let reader: ReadableStreamDefaultReader<Uint8Array> | null = null;
  const tell = (state: ScaleState) => {
    if (!isOver) show(state);
  };

  async function run(): Promise<void> {
    tell({ kind: 'waiting' });
    const port = portOf(await ports.getPorts(), scale.port);
    if (port === undefined) return tell({ kind: 'failed', why: 'gone' });
    if (isOver) return;
    const isToledo = scale.protocol === 'toledo-8217';
    await port.open({ baudRate: scale.baudRate, ...(isToledo && { dataBits: 7, parity: 'even' }) });
    const asking = ask(port);
    try {
      await listen(port);
    } finally {
      await asking.stop();
      await port.close();
    }
  }

  async function listen(port: ScalePort): Promise<void> {
    if (isOver || port.readable === null) return;
    reader = port.readable.getReader();
    let ear: ScaleEar = NOTHING_HEARD;
    let silence: ReturnType<typeof setTimeout> | undefined;
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done || value === undefined) break;
        const part = hear(ear, value, scale);
        ear = part.ear;
        // Only the newest is shown: what came before it is history.
        const last = part.heard.at(-1);
        if (last === undefined) continue;
        tell(last);
        clearTimeout(silence);
        silence = setTimeout(() => tell({ kind: 'waiting' }), SILENT_AFTER_MS);
      }
    } finally {
      clearTimeout(silence);
      reader.releaseLock();
      reader = null;
    }
    tell({ kind: 'failed', why: 'gone' });
  }

  function ask(port: ScalePort): { stop(): Promise<void> } {
    const question = questionOf(scale.protocol);
    const writer = question === null ? null : (port.writable?.getWriter() ?? null);
    if (writer === null || question === null) return { stop: () => Promise.resolve() };
    let last: Promise<unknown> = Promise.resolve();
    const put = () => {
      // A question that cannot be sent is seen where the answer is missing.
      last = writer.write(question).catch(() => undefined);
    };
    put();
    const timer = setInterval(put, ASK_EVERY_MS);
    return {
      stop: async () => {
        clearInterval(timer);
        await last;
        writer.releaseLock();
      },
    };
  }

  const running = run().catch(() => tell({ kind: 'failed', why: 'refused' }));
  return async () => {
    isOver = true;
    await reader?.cancel().catch(() => undefined);
    await running;
  };
}
