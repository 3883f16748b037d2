import type { ReactNode } from 'react';
import { classes } from './classes.ts';

export type Tone = 'neutral' | 'brand' | 'success' | 'warning' | 'danger';

const tones: Record<Tone, string> = {
  neutral: 'bg-sunken text-ink-2',
  brand: 'bg-brand-tint text-brand-ink',
  success: 'bg-success-tint text-success',
  warning: 'bg-warning-tint text-warning',
  danger: 'bg-danger-tint text-danger',
};

export interface ChipProps {
  readonly tone?: Tone;
  /** An icon carries the state with the colour; `dot` draws the small round mark. */
  readonly icon?: ReactNode | 'dot';
  readonly size?: 'sm' | 'md';
  readonly className?: string;
  readonly children: ReactNode;
}

/** A small state with a word: colour alone never carries it. */
export function Chip({ tone = 'neutral', icon, size = 'md', className, children }: ChipProps) {
  return (
    <span
      className={classes(
        'inline-flex max-w-full items-center gap-1.5 whitespace-nowrap rounded-full font-medium',
        size === 'sm' ? 'h-[22px] px-2 text-xs' : 'h-7 px-2.5 text-sm',
        tones[tone],
        className,
      )}
    >
      {icon === 'dot' ? <span aria-hidden className="size-2 flex-none rounded-full bg-current" /> : icon}
      <span className="truncate">{children}</span>
    </span>
  );
}

/** The key that does it. Hidden from screen readers, for which the button's own name is enough, and where no keyboard is. */
export function Kbd({
  children,
  tone = 'plain',
}: {
  readonly children: ReactNode;
  readonly tone?: 'plain' | 'onColour';
}) {
  const look = tone === 'plain' ? 'border border-line bg-surface text-ink-3' : 'text-current';
  return (
    <kbd
      aria-hidden
      className={classes(
        'code whitespace-nowrap rounded-[4px] px-[5px] text-2xs font-medium pointer-coarse:hidden max-sm:hidden',
        look,
      )}
    >
      {children}
    </kbd>
  );
}
