import type { ReactNode } from 'react';
import { classes } from './classes.ts';

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
