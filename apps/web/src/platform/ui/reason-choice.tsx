import type { ReactNode } from 'react';
import { Button } from './button.tsx';

export interface ReasonChoiceProps<T extends string> {
  readonly legend: string;
  readonly reasons: readonly { readonly value: T; readonly label: string }[];
  readonly chosen: T | null;
  readonly onChoose: (reason: T) => void;
  /** What stands under the reasons, such as a field for other words. */
  readonly children?: ReactNode;
}

/** One of a few reasons, each a press away, and room for words of one's own. */
export function ReasonChoice<T extends string>({ legend, reasons, chosen, onChoose, children }: ReasonChoiceProps<T>) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium text-ink-2">{legend}</legend>
      <div className="flex flex-wrap gap-1.5">
        {reasons.map(({ value, label }) => (
          <Button
            key={value}
            variant={value === chosen ? 'primary' : 'secondary'}
            aria-pressed={value === chosen}
            onClick={() => onChoose(value)}
          >
            {label}
          </Button>
        ))}
      </div>
      {children}
    </fieldset>
  );
}
