import { Check } from 'lucide-react';
import { type MessageKey, t } from '../../../platform/i18n/index.ts';
import { classes } from '../../../platform/ui/index.ts';

const STEPS: readonly MessageKey[] = [
  'catalog.stepFile',
  'catalog.stepColumns',
  'catalog.stepCheck',
  'catalog.stepRun',
];

/** Where in the import one is. */
export function StepMarks({ current }: { readonly current: number }) {
  return (
    <ol aria-label={t('catalog.steps')} className="mb-4 flex flex-wrap items-center gap-x-5 gap-y-1">
      {STEPS.map((label, index) => (
        <li
          key={label}
          aria-current={index === current ? 'step' : undefined}
          className={classes('flex items-center gap-2', index === current ? 'font-semibold' : 'text-ink-3')}
        >
          <span
            aria-hidden
            className={classes(
              'num grid size-6 place-items-center rounded-full text-xs font-semibold',
              index === current ? 'bg-brand text-white' : 'border border-line-strong',
            )}
          >
            {index < current ? <Check className="size-3.5" /> : index + 1}
          </span>
          <span className={index === current ? undefined : 'max-sm:sr-only'}>{t(label)}</span>
        </li>
      ))}
    </ol>
  );
}
