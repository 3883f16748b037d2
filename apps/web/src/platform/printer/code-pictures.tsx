import './receipt.css';
import { code128Text } from '@mosaajii/domain/badge';
import { encode } from 'uqr';

/** White modules on either side, without which a scanner does not find the ends. */
const QUIET = 10;
const HEIGHT = 40;

/** A Code 128 of a text, with the text below. */
export function BarcodePicture({ text }: { readonly text: string }) {
  let x = QUIET;
  let path = '';
  for (const [index, width] of code128Text(text).entries()) {
    if (index % 2 === 0) path += `M${x} 0h${width}v${HEIGHT}h-${width}z`;
    x += width;
  }
  return (
    <div className="receipt-code">
      <svg
        className="receipt-barcode"
        viewBox={`0 0 ${x + QUIET} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={text}
        shapeRendering="crispEdges"
      >
        <path d={path} fill="#000" />
      </svg>
      <bdi dir="ltr">{text}</bdi>
    </div>
  );
}

/** A QR code with its caption. */
export function QrPicture({ text, caption }: { readonly text: string; readonly caption?: string | undefined }) {
  const { data, size } = encode(text, { ecc: 'M', border: 3 });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : []))).join('');
  return (
    <div className="receipt-code">
      <svg
        className="receipt-qr"
        viewBox={`0 0 ${size} ${size}`}
        role="img"
        aria-label={caption ?? text}
        shapeRendering="crispEdges"
      >
        <path d={path} fill="#000" />
      </svg>
      {caption === undefined ? null : <span>{caption}</span>}
    </div>
  );
}
