import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.ts';
import { useField } from './field.tsx';

export interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type'> {
  readonly children?: ReactNode;
}

/** A box with its words; the whole line can be pressed. */
export function Checkbox({ children, className, ...rest }: CheckboxProps) {
  return (
    <label className={classes('inline-flex min-h-(--control) cursor-pointer items-center gap-2.5', className)}>
      <input type="checkbox" {...rest} className="size-[18px] flex-none rounded accent-brand" />
      {children}
    </label>
  );
}

export interface SwitchProps {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly children: ReactNode;
  readonly className?: string;
}

/** Takes effect at once, unlike a checkbox in a form that is saved later. */
export function Switch({ isOn, onChange, children, className }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={isOn}
      onClick={() => onChange(!isOn)}
      className={classes('inline-flex min-h-(--control) items-center gap-3 text-start font-medium', className)}
    >
      <span
        aria-hidden
        className={classes(
          'flex h-6 w-10 flex-none items-center rounded-full border px-0.5 transition-colors',
          isOn ? 'justify-end border-brand bg-brand' : 'justify-start border-line-strong bg-sunken',
        )}
      >
        <span className={classes('size-[18px] rounded-full', isOn ? 'bg-white' : 'bg-line-strong')} />
      </span>
      <span>{children}</span>
    </button>
  );
}

export interface SegmentedControlProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string; readonly icon?: ReactNode }[];
  readonly onChange: (value: T) => void;
  readonly className?: string;
}

/** Few choices that are all in sight; arrow keys move between them as in any group of radios. */
export function SegmentedControl<T extends string>({
  label,
  value,
  options,
  onChange,
  className,
}: SegmentedControlProps<T>) {
  const field = useField();
  const name = `${label}-${field.id ?? ''}`;
  return (
    <fieldset
      className={classes('inline-flex max-w-full flex-wrap gap-0.5 rounded-control bg-sunken p-0.5', className)}
    >
      <legend className="visually-hidden">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className={classes(
            'inline-flex min-h-[calc(var(--control)-4px)] flex-1 cursor-pointer items-center justify-center gap-1.5 whitespace-nowrap rounded-[5px] px-3 font-medium',
            'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
            option.value === value ? 'bg-raised text-ink shadow-[0_0_0_1px_var(--line)]' : 'text-ink-2 hover:text-ink',
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="visually-hidden"
          />
          {option.icon}
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
