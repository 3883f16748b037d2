import { Field, Select } from './field.tsx';

export interface ChoiceFieldProps {
  readonly label: string;
  /** What it says when nothing is chosen. */
  readonly any: string;
  /** The chosen id, or an empty text. */
  readonly value: string;
  readonly options: readonly { readonly id: string; readonly name: string }[];
  readonly onChange: (value: string) => void;
}

/** One of several by name, or none of them: what a list is narrowed to. */
export function ChoiceField({ label, any, value, options, onChange }: ChoiceFieldProps) {
  return (
    <Field label={label}>
      <Select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{any}</option>
        {options.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
