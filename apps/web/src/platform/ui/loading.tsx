import { t } from '../i18n/index.ts';
import { classes } from './classes.ts';
import { Skeleton } from './waiting.tsx';

/** Grey lines in a card, while what will stand there is asked for. */
export function LoadingLines({ lines = 6 }: { readonly lines?: number }) {
  return (
    <div role="status" aria-label={t('ui.loading')} className="rounded-card border border-line bg-surface p-3.5">
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} className="my-2.5 h-6" />
      ))}
    </div>
  );
}

/** The grey shape of a table with rows that can be chosen. */
export function LoadingRows({ rows = 8, className }: { readonly rows?: number; readonly className?: string }) {
  return (
    <div
      role="status"
      aria-label={t('ui.loading')}
      className={classes('overflow-hidden rounded-card border border-line bg-surface', className)}
    >
      <div className="h-(--row) bg-sunken" />
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-(--row) items-center gap-6 border-t border-line px-3.5">
          <Skeleton className="size-4" />
          <Skeleton className="h-3.5 w-1/3" />
          <Skeleton className="ms-auto h-3.5 w-16" />
        </div>
      ))}
    </div>
  );
}
