import type { Currency, Minor } from '@mosaajii/domain/money';
import type { KeyboardEvent } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { amountText, classes, figures } from '../../../platform/ui/index.ts';
import { readCount } from '../cash-count.ts';

interface Props {
  readonly values: readonly Minor[];
  readonly currency: Currency;
  readonly texts: Readonly<Record<number, string>>;
  readonly onText: (value: Minor, text: string) => void;
}

/** A field for each note and coin. Enter moves to the next one; the last one, and Ctrl+Enter anywhere, leave it to the form. */
export function CountFields({ values, currency, texts, onText }: Props) {
  return (
    <div
      className="grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-x-4 gap-y-2 max-sm:grid-cols-2 max-sm:gap-x-3"
      onKeyDown={moveOnEnter}
    >
      {values.map((value, index) => {
        const text = texts[value] ?? '';
        const isBad = readCount(text) === null;
        return (
          <label key={value} className="flex min-w-0 items-center gap-2">
            <bdi dir="ltr" className="num min-w-0 flex-1 whitespace-nowrap text-end font-medium text-ink-2">
              {figures(value, currency)} ×
            </bdi>
            <input
              aria-label={t('shift.countOf', { amount: amountText(value, currency) })}
              aria-invalid={isBad || undefined}
              inputMode="numeric"
              autoComplete="off"
              data-count={index}
              // Counting is what one came for; on touch it would only open a keyboard over the list.
              autoFocus={index === 0 && matchMedia('(pointer: fine)').matches}
              value={text}
              onChange={(event) => onText(value, event.target.value)}
              onFocus={(event) => event.target.select()}
              className={classes(
                'num min-h-11 w-14 flex-none rounded-control border sm:w-16 bg-surface px-2.5 text-end text-md font-semibold',
                isBad ? 'border-danger' : 'border-line-strong',
              )}
            />
          </label>
        );
      })}
    </div>
  );
}

function moveOnEnter(event: KeyboardEvent<HTMLDivElement>): void {
  if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
  if (event.ctrlKey || event.metaKey) return event.target.form?.requestSubmit();
  const next = Number(event.target.dataset['count']) + 1;
  const field = event.currentTarget.querySelector<HTMLInputElement>(`[data-count="${next}"]`);
  if (field === null) return;
  event.preventDefault();
  field.focus();
}
