import { CircleAlert, Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, createContext, type ReactNode, use, useId, useState } from 'react';
import { t } from '../i18n/index.ts';
import { IconButton } from './button.tsx';
import { classes } from './classes.ts';

interface FieldIds {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly isInvalid: boolean;
}
const FieldContext = createContext<FieldIds | null>(null);

export interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong and how to fix it. Shown below the control and announced with it. */
  readonly error?: string | undefined;
  readonly isOptional?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A label, a control, a hint and an error that belong together. The control takes its id and description from here. */
export function Field({ label, hint, error, isOptional = false, className, children }: FieldProps) {
  const id = useId();
  const described = [hint === undefined ? null : `${id}-hint`, error === undefined ? null : `${id}-error`].filter(
    (part) => part !== null,
  );
  const ids = {
    id,
    describedBy: described.length > 0 ? described.join(' ') : undefined,
    isInvalid: error !== undefined,
  };
  return (
    <div className={classes('flex min-w-0 flex-col gap-1.5', className)}>
      <label htmlFor={id} className="flex items-baseline gap-2 font-medium">
        {label}
        {isOptional ? <span className="text-xs font-normal text-ink-3">{t('ui.optional')}</span> : null}
      </label>
      <FieldContext value={ids}>{children}</FieldContext>
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="text-sm text-ink-3">
          {hint}
        </p>
      )}
      {error === undefined ? null : (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-sm text-danger">
          <CircleAlert aria-hidden className="mt-0.5 size-4 flex-none" />
          {error}
        </p>
      )}
    </div>
  );
}

/** The ids that a control inside a `Field` carries. */
export function useField(): { id?: string; 'aria-describedby'?: string; 'aria-invalid'?: true } {
  const field = use(FieldContext);
  if (field === null) return {};
  return {
    id: field.id,
    ...(field.describedBy === undefined ? {} : { 'aria-describedby': field.describedBy }),
    ...(field.isInvalid ? { 'aria-invalid': true as const } : {}),
  };
}

export const controlLook =
  'min-h-(--control) w-full min-w-0 rounded-control border border-line-strong bg-surface px-3 text-ink hover:border-ink-3 ' +
  'focus:border-brand focus:outline-2 focus:-outline-offset-1 focus:outline-focus aria-invalid:border-danger';

export interface TextInputProps extends ComponentProps<'input'> {
  readonly start?: ReactNode;
  readonly end?: ReactNode;
}

/** One line of text. `start` and `end` stand inside the frame (an icon, a unit, a button). */
export function TextInput({ start, end, className, ...rest }: TextInputProps) {
  const field = useField();
  if (start === undefined && end === undefined)
    return <input {...field} {...rest} className={classes(controlLook, className)} />;
  return (
    <span
      className={classes(
        controlLook,
        'flex items-center gap-2 focus-within:border-brand focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-focus',
        end !== undefined && 'pe-1',
        className,
      )}
    >
      {start}
      <input {...field} {...rest} className="w-full min-w-0 flex-1 bg-transparent outline-none" />
      {end}
    </span>
  );
}

/** A password with a button that shows it. */
export function PasswordInput(props: Omit<TextInputProps, 'type' | 'end'>) {
  const [isShown, setShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  const toggle = (
    <IconButton
      label={isShown ? t('ui.hidePassword') : t('ui.showPassword')}
      aria-pressed={isShown}
      onClick={() => setShown(!isShown)}
      className="-my-1"
    >
      <Icon aria-hidden className="size-5" strokeWidth={1.75} />
    </IconButton>
  );
  return <TextInput {...props} type={isShown ? 'text' : 'password'} end={toggle} />;
}

/** Several lines of text. */
export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  const field = useField();
  return <textarea rows={3} {...field} {...rest} className={classes(controlLook, 'py-2', className)} />;
}

/** A choice from a list, by the platform's own picker: it works with every finger, key and screen reader. */
export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  const field = useField();
  return (
    <select {...field} {...rest} className={classes(controlLook, 'pe-2', className)}>
      {children}
    </select>
  );
}
