import type { ReactNode } from 'react';
import { t } from '../../platform/i18n/index.ts';
import { classes, LanguageSelect } from '../../platform/ui/index.ts';

/** The quiet page around the questions before the till: the mark above, one surface in the middle. */
export function Frame({
  aside,
  isSteady = false,
  children,
}: {
  readonly aside?: ReactNode;
  /** The surface stays where it is while its height changes: for questions that follow each other. */
  readonly isSteady?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <main className="comfortable grid min-h-dvh grid-rows-[auto_minmax(0,1fr)] bg-bg">
      <header className="flex h-14 items-center gap-2.5 px-4 text-[0.9375rem] font-bold tracking-[-0.01em] sm:px-6">
        <span aria-hidden className="grid size-7 flex-none place-items-center rounded-lg bg-brand text-white">
          M
        </span>
        <span className="flex-1">{t('ui.appName')}</span>
        {aside}
        <LanguageSelect />
      </header>
      <div
        className={classes(
          'flex items-start justify-center px-4',
          isSteady ? 'pb-6 sm:pt-[5vh]' : 'pb-10 sm:items-center sm:pb-20',
        )}
      >
        {children}
      </div>
    </main>
  );
}

/** One question: what is asked, why, and the fields. */
export function Question({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text?: string;
  readonly children: ReactNode;
}) {
  return (
    <>
      <h1 className="text-2xl font-bold tracking-[-0.02em]">{title}</h1>
      {text === undefined ? null : <p className="mt-1.5 text-md text-ink-2">{text}</p>}
      <div className="mt-6 flex flex-col gap-5">{children}</div>
    </>
  );
}
