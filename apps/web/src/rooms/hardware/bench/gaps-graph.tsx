import { t } from '../../../platform/i18n/index.ts';
import type { WedgeEvent } from '../../../platform/scanner/bench.ts';

const HEIGHT = 64;
const STEP = 14;

/** The time between the keys of one scan, as bars: a scanner is even, a person is not. The same as a table for who cannot see it. */
export function GapsGraph({ scan, number }: { readonly scan: readonly WedgeEvent[]; readonly number: number }) {
  const keys = scan.map((event, index) => ({
    label: labelOf(event),
    gap: index === 0 ? 0 : event.t - (scan[index - 1]?.t ?? event.t),
  }));
  const code = keys.map(({ label }) => label).join('');
  const longest = Math.max(10, ...keys.map(({ gap }) => gap));
  const title = t('hardware.gaps', { number, code });
  return (
    <figure className="min-w-0">
      <figcaption className="truncate text-sm text-ink-2">{title}</figcaption>
      <div className="overflow-x-auto">
        <svg role="img" aria-label={title} width={keys.length * STEP} height={HEIGHT + 18} className="block">
          {keys.map(({ label, gap }, index) => (
            // Keys have no names of their own: their place is all there is.
            <g key={`${index}-${label}`}>
              <rect
                x={index * STEP + 2}
                y={HEIGHT - (gap / longest) * HEIGHT}
                width={STEP - 4}
                height={Math.max(1, (gap / longest) * HEIGHT)}
                className="fill-brand"
              />
              <text x={index * STEP + STEP / 2} y={HEIGHT + 14} textAnchor="middle" className="fill-ink-3 text-xs">
                {label}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <details className="text-sm">
        <summary className="min-h-6 cursor-pointer text-ink-3">{t('hardware.gapsTable')}</summary>
        <table className="mt-1">
          <thead>
            <tr>
              <th scope="col" className="pe-6 text-start font-medium">
                {t('hardware.key')}
              </th>
              <th scope="col" className="text-end font-medium">
                {t('hardware.gap')}
              </th>
            </tr>
          </thead>
          <tbody>
            {keys.map(({ label, gap }, index) => (
              <tr key={`${index}-${label}`}>
                <td className="code pe-6">{label}</td>
                <td className="num text-end">{gap.toFixed(1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

function labelOf(event: WedgeEvent): string {
  if (event.kind === 'character') return event.char === '' ? '?' : event.char;
  return { terminator: '↵', separator: '␝', other: '·', quiet: '' }[event.kind];
}
