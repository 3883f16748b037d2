import './practice.css';
import { useEffect, useRef } from 'react';
import { type PracticeSwitch, useDevice, useObservable } from '../device/index.ts';
import { t } from '../i18n/index.ts';
import { askPractice } from './practice-dialog.tsx';

/** Says on every screen that this is practice, above every dialog too, and ends it for whoever is signed in. */
export function PracticeBar() {
  const { practice, session } = useDevice();
  const { status } = useObservable(session.state);
  return <Bar practice={practice} canEnd={status !== 'signed-out'} />;
}

export function Bar({ practice, canEnd }: { readonly practice: PracticeSwitch; readonly canEnd: boolean }) {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    document.documentElement.classList.add('practice');
    const bar = ref.current;
    if (bar === null) return;
    return stayOnTop(bar);
  }, []);
  return (
    <aside ref={ref} popover="manual" className="practice-bar" aria-label={t('practice.banner')}>
      <strong className="flex-none">{t('practice.banner')}</strong>
      <span className="min-w-0 truncate max-sm:text-xs max-sm:whitespace-normal max-sm:leading-tight">
        {t('practice.bannerText')}
      </span>
      {canEnd ? (
        <button type="button" onClick={() => askPractice(practice)}>
          {t('practice.end')}
        </button>
      ) : null}
    </aside>
  );
}

/** Whatever opens later lies above what opened before: with each dialog the bar is opened anew. Returns how to stop. */
function stayOnTop(bar: HTMLElement): () => void {
  const raise = () => {
    if (bar.matches(':popover-open')) bar.hidePopover();
    bar.showPopover();
  };
  const watch = new MutationObserver((changes) => {
    const isOpened = ({ target }: MutationRecord) => target instanceof HTMLDialogElement && target.open;
    if (changes.some(isOpened)) raise();
  });
  watch.observe(document.body, { subtree: true, attributes: true, attributeFilter: ['open'] });
  raise();
  return () => watch.disconnect();
}
