import './practice.css';
import { useEffect, useRef } from 'react';
import type { PracticeMode } from '../device/device.ts';
import { useObservable } from '../device/observable.ts';
import { t } from '../i18n/index.ts';
import type { DeviceSession } from '../session/session.ts';
import { askPractice } from './practice-dialog.tsx';

interface PracticeBarProps {
  readonly practice: PracticeMode;
  readonly session: Pick<DeviceSession, 'state'>;
}

/** Says on every screen that this is practice, above every dialog too, and ends it for whoever is or was at the till. */
export function PracticeBar({ practice, session }: PracticeBarProps) {
  const state = useObservable(session.state);
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
      {state.status === 'signed-out' ? null : (
        <button
          type="button"
          onClick={() => {
            const { user, store } = state.session;
            askPractice({ practice, who: { userId: user.userId, store } });
          }}
        >
          {t('practice.end')}
        </button>
      )}
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
