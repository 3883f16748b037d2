import './labels-sheet.css';
import { barsOf } from '@mosaajii/domain/barcode';
import { type LabelContent, type LabelFormat, labelPlaces } from '@mosaajii/domain/paper';
import { type CSSProperties, useMemo } from 'react';

/** What stands on one label, as texts that are ready. */
export interface LabelText extends LabelContent {
  readonly id: string;
}

/** The pages of labels at their real size. Names are text, whatever signs they have. */
export function LabelSheets({
  format,
  labels,
  firstPlace,
}: {
  readonly format: LabelFormat;
  readonly labels: readonly LabelText[];
  readonly firstPlace: number;
}) {
  const places = useMemo(() => labelPlaces(format, labels.length, firstPlace), [format, labels.length, firstPlace]);
  const pages = (places.at(-1)?.page ?? -1) + 1;
  const size: CSSProperties = { inlineSize: `${format.pageWidthMm}mm`, blockSize: `${format.pageHeightMm}mm` };
  return (
    <div dir="ltr">
      {Array.from({ length: pages }, (_, page) => (
        <div key={page} className="label-page" style={size}>
          {places.map((place, index) => {
            const label = labels[index];
            if (place.page !== page || label === undefined) return null;
            const box: CSSProperties = {
              insetInlineStart: `${place.xMm}mm`,
              insetBlockStart: `${place.yMm}mm`,
              inlineSize: `${format.widthMm}mm`,
              blockSize: `${format.heightMm}mm`,
            };
            return <Label key={`${label.id}-${index}`} label={label} style={box} />;
          })}
        </div>
      ))}
    </div>
  );
}

function Label({ label, style }: { readonly label: LabelText; readonly style: CSSProperties }) {
  return (
    <div className="label" style={style}>
      <bdi className="label-name">{label.name}</bdi>
      <span className="label-price">
        <bdi>{label.price}</bdi>
        {label.unit === '' ? null : <small>{label.unit}</small>}
      </span>
      <Bars code={label.code} />
    </div>
  );
}

function Bars({ code }: { readonly code: string }) {
  // A code with signs that no bar code has is printed as text alone.
  const bars = barsOf(code);
  if (bars === null) return <span className="label-code">{code}</span>;
  let x = bars.quietStart;
  let path = '';
  for (const [index, width] of bars.widths.entries()) {
    if (index % 2 === 0) path += `M${x} 0h${width}v10h-${width}z`;
    x += width;
  }
  return (
    <span>
      <svg
        className="label-bars"
        viewBox={`0 0 ${x + bars.quietEnd} 10`}
        data-symbology={bars.symbology}
        preserveAspectRatio="none"
        aria-hidden
        shapeRendering="crispEdges"
      >
        <path d={path} fill="#000" />
      </svg>
      <span className="label-code block">{code}</span>
    </span>
  );
}
