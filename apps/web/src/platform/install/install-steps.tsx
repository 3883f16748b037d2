import type { ReactNode } from 'react';
import { t } from '../i18n/index.ts';

/** In pictures, how Safari of an iPhone or an iPad puts a page on the home screen. */
export function InstallSteps() {
  return (
    <ol className="grid w-full list-none gap-3 sm:grid-cols-3">
      <Step number={1} text={t('install.stepShare')}>
        <Screen>
          <rect x="8" y="70" width="104" height="22" rx="6" className="fill-current opacity-15" />
          <path d="M60 74v10M56 77l4-4 4 4" className="stroke-brand-ink" />
          <path d="M55 80h-2v9h14v-9h-2" className="stroke-brand-ink" />
        </Screen>
      </Step>
      <Step number={2} text={t('install.stepAdd')}>
        <Screen>
          <rect x="16" y="38" width="88" height="12" rx="4" className="fill-current opacity-15" />
          <rect x="16" y="55" width="88" height="16" rx="4" className="stroke-brand-ink" />
          <path d="M24 63h44" className="stroke-current" />
          <path d="M90 59h8v8h-8zM94 61v4M92 63h4" className="stroke-brand-ink" />
          <rect x="16" y="76" width="88" height="12" rx="4" className="fill-current opacity-15" />
        </Screen>
      </Step>
      <Step number={3} text={t('install.stepOpen')}>
        <Screen>
          {[22, 51, 80].map((x) => (
            <rect key={x} x={x} y="24" width="18" height="18" rx="5" className="fill-current opacity-15" />
          ))}
          <rect x="51" y="54" width="18" height="18" rx="5" className="fill-brand" />
          <path d="M52 78h16" className="stroke-current" />
        </Screen>
      </Step>
    </ol>
  );
}

function Step({
  number,
  text,
  children,
}: {
  readonly number: number;
  readonly text: string;
  readonly children: ReactNode;
}) {
  return (
    <li className="flex gap-3 rounded-card border border-line bg-surface p-3 sm:flex-col">
      {children}
      <p>
        <b className="me-1.5">{number}</b>
        {text}
      </p>
    </li>
  );
}

function Screen({ children }: { readonly children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 120 100"
      aria-hidden
      fill="none"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      className="h-24 flex-none text-ink-2"
    >
      <rect x="4" y="4" width="112" height="92" rx="8" className="stroke-current" />
      {children}
    </svg>
  );
}
