interface Props<R extends string> {
  readonly label: string;
  readonly reasons: readonly { readonly value: R; readonly text: string }[];
  readonly chosen: R | null;
  readonly onChoose: (reason: R) => void;
}

/** One of a few reasons, each a press away. */
export function ReasonChips<R extends string>({ label, reasons, chosen, onChoose }: Props<R>) {
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">{label}</legend>
      <div className="flex flex-wrap gap-1.5">
        {reasons.map(({ value, text }) => (
          <button
            key={value}
            type="button"
            aria-pressed={value === chosen}
            onClick={() => onChoose(value)}
            className={`reach min-h-10 rounded-full border px-3.5 ${value === chosen ? 'border-brand bg-brand-tint font-medium text-brand-ink' : 'border-line-strong text-ink-2 hover:bg-sunken'}`}
          >
            {text}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
