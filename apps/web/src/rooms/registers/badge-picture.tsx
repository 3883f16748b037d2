import { code128 } from '@mosaajii/domain/badge';

/** White modules on either side, without which a scanner does not find the ends. */
const QUIET = 10;
const HEIGHT = 60;

/** A badge's code as a Code 128, black on white in every theme: scanners want it so. */
export function BadgePicture({ badge, label }: { readonly badge: string; readonly label: string }) {
  let x = QUIET;
  const bars: string[] = [];
  for (const [index, width] of code128(badge).entries()) {
    if (index % 2 === 0) bars.push(`M${x} 0h${width}v${HEIGHT}h-${width}z`);
    x += width;
  }
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${x + QUIET} ${HEIGHT}`}
      className="h-20 w-full max-w-[76mm] bg-white"
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
    >
      <path d={bars.join('')} fill="#000" />
    </svg>
  );
}
