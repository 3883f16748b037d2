import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { type MessageKey, t } from '../../../platform/i18n/index.ts';
import { classes } from '../../../platform/ui/index.ts';
import { Frame } from '../frame.tsx';
import { WELCOME_STEPS, type WelcomeStep } from './draft.ts';

const NAMES: Readonly<Record<WelcomeStep, MessageKey>> = {
  country: 'identity.stepCountry',
  shop: 'identity.stepShop',
  owner: 'identity.stepOwner',
  products: 'identity.stepProducts',
  float: 'identity.stepFloat',
};

/** The wizard's page: the question at the start, the way there at the end (above it on a phone). */
export function WelcomeFrame({ step, children }: { readonly step: WelcomeStep; readonly children: ReactNode }) {
  const at = WELCOME_STEPS.indexOf(step);
  return (
    <Frame
      isSteady
      aside={
        <span className="num text-sm font-medium text-ink-3">
          {t('identity.welcomeStep', { step: at + 1, steps: WELCOME_STEPS.length })}
        </span>
      }
    >
      <div className="grid w-full max-w-[880px] gap-x-12 gap-y-4 sm:grid-cols-[180px_minmax(0,1fr)]">
        <Steps at={at} />
        <div key={step} className="min-w-0 animate-rise rounded-sheet border border-line bg-surface p-5 sm:p-8">
          {children}
        </div>
      </div>
    </Frame>
  );
}

function Steps({ at }: { readonly at: number }) {
  return (
    <nav aria-label={t('identity.welcomeSteps')} className="sm:pt-8">
      <ol className="flex gap-1.5 sm:flex-col sm:gap-1">
        {WELCOME_STEPS.map((step, index) => (
          <li
            key={step}
            aria-current={index === at ? 'step' : undefined}
            className={classes(
              'flex items-center gap-2.5 max-sm:flex-1 sm:min-h-9 sm:px-2',
              index === at ? 'font-semibold text-ink' : index < at ? 'text-ink-2' : 'text-ink-3',
            )}
          >
            <Mark state={index < at ? 'done' : index === at ? 'now' : 'next'} number={index + 1} />
            <span className="max-sm:visually-hidden">{t(NAMES[step])}</span>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Mark({ state, number }: { readonly state: 'done' | 'now' | 'next'; readonly number: number }) {
  return (
    <span
      aria-hidden
      className={classes(
        'num grid place-items-center text-xs font-semibold',
        'max-sm:h-1 max-sm:w-full max-sm:rounded-full max-sm:text-[0px] sm:size-6 sm:flex-none sm:rounded-full',
        state === 'next' ? 'bg-sunken text-ink-3 sm:border sm:border-line' : 'bg-brand text-white',
      )}
    >
      {state === 'done' ? <Check className="size-3.5 max-sm:hidden" strokeWidth={2.5} /> : number}
    </span>
  );
}
