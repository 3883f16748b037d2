import { asciiDigits } from '@mosaajii/domain/money';
import { TextInput } from './field.tsx';

interface CodeInputProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isFocused?: boolean;
}

/** The six digits of an authenticator app; what is pasted with blanks is taken without them. */
export function CodeInput({ value, onChange, isFocused = false }: CodeInputProps) {
  return (
    <TextInput
      value={value}
      inputMode="numeric"
      autoComplete="one-time-code"
      spellCheck={false}
      className="max-w-44 text-lg tracking-[0.3em]"
      {...(isFocused ? { 'data-autofocus': true, autoFocus: true } : {})}
      onChange={(event) => onChange(asciiDigits(event.target.value).replace(/\D/g, '').slice(0, 6))}
    />
  );
}
