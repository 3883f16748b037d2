import type { Decoder } from './decoder.ts';
import { repeatGuard } from './repeat-guard.ts';

/** Ten pictures a second: the till stays quick beside it. */
const PICTURE_MS = 100;
/** Enough for the finest bars, and small enough to be read in a few milliseconds. */
const MOST_PIXELS_WIDE = 960;

/** The part of the picture that is looked at: the middle, as the frame on the screen shows. */
export const REGION = { width: 0.8, height: 0.6 } as const;

/**
 * Reads codes from a playing video until it is stopped. Each code is reported once while it stays in sight. A picture that
 * cannot be read is skipped and told to `onFailure`.
 */
export function watchVideo(
  video: HTMLVideoElement,
  decoder: Decoder,
  onCode: (code: string) => void,
  onFailure: (error: unknown) => void,
): () => void {
  const canvas = document.createElement('canvas');
  const isNew = repeatGuard();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;

  async function look(): Promise<void> {
    const picture = pictureOf(video, canvas);
    if (picture !== null) {
      try {
        const codes = await decoder.decode(picture);
        for (const code of codes) if (!isStopped && isNew(code, performance.now())) onCode(code);
      } catch (error) {
        onFailure(error);
      }
    }
    if (!isStopped) timer = setTimeout(() => void look(), PICTURE_MS);
  }

  void look();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}

/** The middle of the present picture; `null` before the first one. */
function pictureOf(video: HTMLVideoElement, canvas: HTMLCanvasElement): ImageData | null {
  const { videoWidth, videoHeight } = video;
  if (videoWidth === 0 || video.readyState < video.HAVE_CURRENT_DATA) return null;
  const [width, height] = [videoWidth * REGION.width, videoHeight * REGION.height];
  const scale = Math.min(1, MOST_PIXELS_WIDE / width);
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return null;
  const [x, y] = [(videoWidth - width) / 2, (videoHeight - height) / 2];
  context.drawImage(video, x, y, width, height, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
