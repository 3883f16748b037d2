import { CircleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../i18n/index.ts';
import { Button } from './button.tsx';
import { classes } from './classes.ts';

export interface EmptyStateProps {
  readonly icon?: LucideIcon;
  readonly title: string;
  /** One sentence what belongs here. */
  readonly children?: ReactNode;
  /** The buttons that do the first step. */
  readonly actions?: ReactNode;
  readonly className?: string;
}

/** Nothing is here yet: one sentence, and the button that changes it. */
export function EmptyState({ icon: Icon, title, children, actions, className }: EmptyStateProps) {
  return (
    <div className={classes('mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-12 text-center', className)}>
      {Icon === undefined ? null : <Icon aria-hidden className="mb-1 size-8 text-ink-3" strokeWidth={1.5} />}
      <h2 className="text-md font-semibold">{title}</h2>
      {children === undefined ? null : <div className="text-ink-2">{children}</div>}
      {actions === undefined ? null : <div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}

export interface ErrorStateProps {
  /** What failed. */
  readonly title: string;
  /** What is safe, and what to do. */
  readonly children?: ReactNode;
  readonly onRetry?: () => void;
  /** The code and request id that support asks for. */
  readonly details?: string | undefined;
  readonly actions?: ReactNode;
}

/** Something failed: what, what is safe, and the way on. */
export function ErrorState({ title, children, onRetry, details, actions }: ErrorStateProps) {
  return (
    <div role="alert" className="mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-12 text-center">
      <CircleAlert aria-hidden className="mb-1 size-8 text-danger" strokeWidth={1.5} />
      <h2 className="text-md font-semibold">{title}</h2>
      {children === undefined ? null : <div className="text-ink-2">{children}</div>}
      {details === undefined ? null : (
        <code className="code mt-1 select-all rounded-control bg-sunken px-2 py-1 text-ink-2">{details}</code>
      )}
      <div className="mt-3 flex flex-wrap justify-center gap-2">
        {onRetry === undefined ? null : (
          <Button variant="primary" onClick={onRetry}>
            {t('ui.retry')}
          </Button>
        )}
        {actions}
      </div>
    </div>
  );
}

export interface NoticeProps {
  readonly tone: 'neutral' | 'success' | 'warning' | 'danger';
  readonly icon?: ReactNode;
  readonly actions?: ReactNode;
  readonly isAlert?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}
const noticeTones = {
  neutral: 'border-line bg-surface text-ink-2',
  success: 'border-success/25 bg-success-tint text-success',
  warning: 'border-warning/25 bg-warning-tint text-warning',
  danger: 'border-danger/30 bg-danger-tint text-danger',
} as const;

/** A sentence beside the work, with its buttons: it never stops anybody. */
export function Notice({ tone, icon, actions, isAlert = false, className, children }: NoticeProps) {
  return (
    <div
      role={isAlert ? 'alert' : undefined}
      className={classes(
        'flex flex-wrap items-center gap-x-3 gap-y-1 rounded-card border px-3.5 py-1.5',
        noticeTones[tone],
        className,
      )}
    >
      {icon}
      <div className="min-w-[12rem] flex-1 py-1.5">{children}</div>
      {actions === undefined ? null : <div className="flex items-center gap-1">{actions}</div>}
    </div>
  );
}
