import type { ComponentProps, ReactNode } from 'react';
import { areSingleKeysOn } from '../keys/index.ts';
import { classes } from './classes.ts';
import { Kbd } from './kbd.tsx';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger' | 'pay';
export type ButtonSize = 'sm' | 'md' | 'lg';

const looks: Record<ButtonVariant, string> = {
  primary: 'border border-brand bg-brand text-white hover:border-brand-hover hover:bg-brand-hover',
  secondary: 'border border-line-strong bg-surface text-ink hover:bg-sunken',
  quiet: 'border border-transparent text-ink-2 hover:bg-sunken hover:text-ink',
  danger:
    'border border-danger-fill bg-danger-fill text-white hover:border-danger-fill-hover hover:bg-danger-fill-hover',
  pay: 'border border-pay bg-pay text-white hover:border-pay-hover hover:bg-pay-hover',
};
const sizes: Record<ButtonSize, string> = {
  sm: 'reach min-h-8 px-2.5 text-sm gap-1.5',
  md: 'min-h-(--control) px-3.5 gap-2',
  lg: 'min-h-12 px-5 text-md gap-2.5',
};

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  /** A lucide icon before the words. */
  readonly icon?: ReactNode;
  /** The key that does the same, shown after the words. */
  readonly shortcut?: string;
  /** Work is under way: says so to screen readers, keeps its width and refuses a second press. */
  readonly isPending?: boolean;
  readonly children: ReactNode;
}

/** A button says what it does. It stays enabled and explains on press, instead of being grey without a reason. */
export function Button({
  variant = 'secondary',
  size = 'md',
  icon,
  shortcut,
  isPending = false,
  className,
  children,
  onClick,
  onKeyDown,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      onKeyDown={(event) => {
        onKeyDown?.(event);
        // A key that is held says nothing about a button that the focus came to meanwhile.
        if (event.repeat && event.key === 'Enter') event.preventDefault();
      }}
      aria-busy={isPending || undefined}
      onClick={isPending ? (event) => event.preventDefault() : onClick}
      className={classes(
        'inline-flex select-none items-center justify-center rounded-control text-center font-semibold transition-colors duration-75 active:translate-y-px',
        isPending && 'cursor-progress opacity-70',
        variant === 'quiet' && 'font-medium',
        sizes[size],
        looks[variant],
        className,
      )}
    >
      {icon}
      <span>{children}</span>
      {shortcut === undefined || (shortcut.length === 1 && !areSingleKeysOn()) ? null : (
        <Kbd tone={variant === 'secondary' || variant === 'quiet' ? 'plain' : 'onColour'}>{shortcut}</Kbd>
      )}
    </button>
  );
}

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'aria-label'> {
  /** The name that screen readers say and the pointer shows. */
  readonly label: string;
  readonly children: ReactNode;
  readonly isFramed?: boolean;
}

/** A button that is only an icon; it always has a name. */
export function IconButton({ label, isFramed = false, className, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={classes(
        'grid size-(--control) flex-none place-items-center rounded-control text-ink-2 transition-colors duration-75 hover:bg-sunken hover:text-ink active:translate-y-px',
        isFramed && 'border border-line bg-surface',
        className,
      )}
    >
      {children}
    </button>
  );
}
