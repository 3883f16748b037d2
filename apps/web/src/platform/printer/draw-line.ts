import { type Bitmap, type TextLine, threshold } from '@mosaajii/domain/paper';

const LINE_DOTS = 30;
const FONT_DOTS = 22;
const FACES = '"Inter Variable", "Noto Naskh Arabic", "Noto Sans Arabic", "Noto Sans", Arial, sans-serif';

/**
 * Draws a line of text as a printer's dots with the faces of this device, which can shape every script that it shows. The
 * start of a line is at the right where the paper runs from right to left; a figure stands at the other end.
 */
export function drawLine(
  { start, end, align, scale, isBold }: TextLine,
  width: number,
  direction: 'ltr' | 'rtl',
): Bitmap {
  const height = LINE_DOTS * scale;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (pen === null) throw new Error('this browser draws nothing');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = '#000';
  pen.font = `${isBold ? 700 : 500} ${FONT_DOTS * scale}px ${FACES}`;
  pen.textBaseline = 'middle';
  pen.direction = direction;
  const words = start.trimStart();
  const indent = (start.length - words.length) * 12;
  const [near, far] = direction === 'rtl' ? [width - indent, 0] : [indent, width];
  if (align === 'centre') {
    pen.textAlign = 'center';
    pen.fillText(words, width / 2, height / 2, width);
  } else {
    pen.textAlign = align === 'end' ? 'end' : 'start';
    pen.fillText(words, align === 'end' ? far : near, height / 2, width);
  }
  if (end !== '') {
    pen.direction = 'ltr';
    pen.textAlign = direction === 'rtl' ? 'left' : 'right';
    pen.fillText(end, far, height / 2, width);
  }
  const { data } = pen.getImageData(0, 0, width, height);
  return threshold(
    Uint8Array.from({ length: width * height }, (_, at) => data[at * 4] ?? 255),
    width,
    height,
    150,
  );
}
