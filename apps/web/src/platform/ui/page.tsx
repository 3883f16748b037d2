import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';

export interface PageHeaderProps {
  readonly title: string;
  /** A line below the title: what is shown, as of when. An empty one keeps the place of what is still to come. */
  readonly meta?: ReactNode;
  readonly actions?: ReactNode;
  readonly back?: { readonly href: string; readonly label: string };
}

/** The head of an office page: where one is, and the main action at the end. */
export function PageHeader({ title, meta, actions, back }: PageHeaderProps) {
  return (
    <header className="flex min-h-16 flex-wrap items-center gap-x-3 gap-y-2 py-3">
      {back === undefined ? null : (
        <a
          href={back.href}
          aria-label={back.label}
          title={back.label}
          className="-ms-2 grid size-(--control) place-items-center rounded-control text-ink-2 hover:bg-sunken hover:text-ink"
        >
          <ArrowLeft aria-hidden className="size-5 rtl:-scale-x-100" strokeWidth={1.75} />
        </a>
      )}
      <div className="min-w-36 flex-1">
        <h1 className="truncate text-xl font-bold tracking-[-0.015em]">{title}</h1>
        {meta === undefined ? null : <div className="min-h-5 text-sm text-ink-3">{meta}</div>}
      </div>
      {actions === undefined ? null : <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}

/** A plain surface with a hairline. Cards do not stand in cards. */
export function Card({
  title,
  actions,
  className,
  children,
}: {
  readonly title?: string;
  readonly actions?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className={classes('rounded-card border border-line bg-surface', className)}>
      {title === undefined ? null : (
        <div className="flex min-h-12 items-center gap-2 ps-4 pe-2 pt-1">
          <h2 className="flex-1 font-semibold">{title}</h2>
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}
