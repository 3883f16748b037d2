import type { Page } from 'playwright-core';

/** A scale on a serial port that only exists in the page, as Chromium would show a real one. */
export interface FakeScale {
  /** What it says when it is asked, and by itself if it speaks by itself: whole frames as they go over the cable. */
  shows(frame: string): Promise<void>;
}

interface ScaleWindow {
  scaleFrame?: string;
  sayWeight?: () => void;
}

/**
 * Plugs a scale into pages that are opened from now on. It is asked with `W` as a Mettler Toledo 8217 is, and says by itself
 * what it is told to show.
 */
export async function plugInScale(page: Page): Promise<FakeScale> {
  await page.addInitScript(() => {
    const here = window as unknown as ScaleWindow;
    const port = {
      readable: null as ReadableStream<Uint8Array> | null,
      writable: null as WritableStream<Uint8Array> | null,
      getInfo: () => ({ usbVendorId: 0x0eb8, usbProductId: 0xf000 }),
      open: () => {
        const say = (controller: ReadableStreamDefaultController<Uint8Array>) => {
          const frame = sessionStorage.getItem('scale-frame') ?? '';
          if (frame !== '') controller.enqueue(new TextEncoder().encode(frame));
        };
        port.readable = new ReadableStream<Uint8Array>({
          start: (controller) => {
            here.sayWeight = () => say(controller);
          },
          cancel: () => {
            delete here.sayWeight;
          },
        });
        port.writable = new WritableStream<Uint8Array>({
          write: (bytes) => {
            if (bytes[0] === 0x57) here.sayWeight?.();
          },
        });
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    };
    let isAllowed = sessionStorage.getItem('scale-allowed') === 'yes';
    Object.defineProperty(navigator, 'serial', {
      value: {
        getPorts: () => Promise.resolve(isAllowed ? [port] : []),
        requestPort: () => {
          isAllowed = true;
          sessionStorage.setItem('scale-allowed', 'yes');
          return Promise.resolve(port);
        },
      },
    });
  });
  return {
    shows: (frame) =>
      page.evaluate((text) => {
        sessionStorage.setItem('scale-frame', text);
        (window as unknown as ScaleWindow).sayWeight?.();
      }, frame),
  };
}
