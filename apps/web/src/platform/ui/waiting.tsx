import { classes } from './classes.ts';

/** A grey shape with the exact size of what will stand there. */
export function Skeleton({ className }: { readonly className: string }) {
  return <span aria-hidden className={classes('block animate-pulse rounded-control bg-sunken', className)} />;
}

/** How far a long work is. `value` from 0 to 1; without it the end is not known. */
export function Progress({
  label,
  value,
  className,
}: {
  readonly label: string;
  readonly value?: number;
  readonly className?: string;
}) {
  const percent = value === undefined ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={classes('h-1.5 overflow-hidden rounded-full bg-sunken', className)}
    >
      <div
        className={classes(
          'h-full rounded-full bg-brand transition-[width] duration-200',
          percent === undefined && 'w-1/3 animate-pulse',
        )}
        style={percent === undefined ? undefined : { width: `${percent}%` }}
      />
    </div>
  );
}
