import type { ComponentPropsWithRef } from 'react';
import { Link as RouterLink } from 'wouter';
import { addressOf, type Target, trimmed } from './paths.ts';
import { useRouting } from './provider.tsx';
import type { Place } from './screens.ts';

type LinkProps = Target &
  Omit<ComponentPropsWithRef<'a'>, 'href' | 'className'> & {
    readonly className?: string;
    /** Only on the very page is this the present one; else on those below it too. */
    readonly isExact?: boolean;
    /** Added to `className` where the link leads to the present page, and where it does not. */
    readonly activeClass?: string;
    readonly inactiveClass?: string;
  };

/**
 * A link within the program. Its room is loaded as soon as a pointer or the focus comes near; with a modifier key the browser
 * opens it as it would every link.
 */
export function Link({
  to,
  params,
  search,
  hash,
  className = '',
  isExact = false,
  activeClass = '',
  inactiveClass = '',
  ...rest
}: LinkProps) {
  const { place, preload } = useRouting();
  const href = addressOf({ to, params, search, hash } as Target);
  const isActive = leadsTo(href, place, isExact);
  const near = () => preload(href);
  return (
    <RouterLink
      href={href}
      className={`${className} ${isActive ? activeClass : inactiveClass}`.trim()}
      aria-current={isActive ? 'page' : undefined}
      onPointerEnter={near}
      onFocus={near}
      onTouchStart={near}
      {...rest}
    />
  );
}

/** Whether a link is the one to where somebody is: what it searches must be among what is searched. */
function leadsTo(href: string, { path, search }: Place, isExact: boolean): boolean {
  const { pathname, searchParams } = new URL(href, window.location.origin);
  const own = trimmed(pathname);
  return (
    (path === own || (!isExact && path.startsWith(`${own}/`))) &&
    [...searchParams].every(([name, value]) => search[name] === value)
  );
}
