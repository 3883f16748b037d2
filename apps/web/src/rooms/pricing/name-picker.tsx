import { X } from 'lucide-react';
import { t } from '../../platform/i18n/index.ts';
import { Field, IconButton, Select } from '../../platform/ui/index.ts';

interface NamePickerProps {
  readonly label: string;
  /** What nothing picked stands for. */
  readonly all: string;
  /** The empty line of the list to choose from. */
  readonly add: string;
  readonly choices: readonly { readonly id: string; readonly name: string }[];
  readonly picked: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}

/** Some stores or groups of the shop by name; what is gone meanwhile is still shown and can be taken out. */
export function NamePicker({ label, all, add, choices, picked, onChange }: NamePickerProps) {
  const names = new Map(choices.map(({ id, name }) => [id, name]));
  const left = choices.filter(({ id }) => !picked.includes(id));
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 font-medium">{label}</legend>
      {picked.length === 0 ? (
        <p className="text-sm text-ink-3">{all}</p>
      ) : (
        <ul className="flex flex-wrap gap-1.5">
          {picked.map((id) => {
            const name = names.get(id) ?? t('pricing.goneName');
            return (
              <li key={id} className="flex items-center rounded-control border border-line bg-sunken ps-3 text-sm">
                <span className="max-w-52 truncate">{name}</span>
                <IconButton
                  label={t('pricing.remove', { name })}
                  onClick={() => onChange(picked.filter((one) => one !== id))}
                >
                  <X aria-hidden className="size-4" strokeWidth={1.75} />
                </IconButton>
              </li>
            );
          })}
        </ul>
      )}
      {left.length === 0 ? null : (
        <Field label={add}>
          <Select value="" onChange={(event) => event.target.value !== '' && onChange([...picked, event.target.value])}>
            <option value="">{t('pricing.choose')}</option>
            {left.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </fieldset>
  );
}
