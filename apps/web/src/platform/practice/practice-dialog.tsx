import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { PracticeMode } from '../device/device.ts';
import { practice as words } from '../i18n/en/practice.ts';
import { addMessages, t } from '../i18n/index.ts';
import { Button, Dialog, Notice } from '../ui/index.ts';
import { changePractice, type Practitioner } from './change-practice.ts';

addMessages('practice', words);

/** Asks before practice begins or ends, above whatever screen is open. */
export function askPractice(props: Omit<PracticeDialogProps, 'onClose'>): void {
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  const close = () => {
    root.unmount();
    host.remove();
  };
  root.render(<PracticeDialog {...props} onClose={close} />);
}

interface PracticeDialogProps {
  readonly practice: PracticeMode;
  readonly who: Practitioner;
  readonly onClose: () => void;
}

/** Says what practice is, or what its end throws away. */
export function PracticeDialog({ practice, who, onClose }: PracticeDialogProps) {
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState('');
  const change = async () => {
    setPending(true);
    const changed = await changePractice(!practice.isOn, who, practice);
    // The page is on its way to being loaded again.
    if (changed.ok) return;
    setPending(false);
    setProblem(t('practice.failed', { detail: changed.error.detail }));
  };
  return (
    <Dialog
      title={practice.isOn ? t('practice.endTitle') : t('practice.beginTitle')}
      onClose={onClose}
      className="comfortable"
      footer={
        <>
          <Button size="lg" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button
            size="lg"
            variant={practice.isOn ? 'danger' : 'primary'}
            isPending={isPending}
            data-autofocus
            onClick={() => void change()}
          >
            {practice.isOn ? t('practice.endDo') : t('practice.beginDo')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3 text-md">
        {practice.isOn ? (
          <p>{t('practice.endText')}</p>
        ) : (
          <>
            <p>{t('practice.beginText')}</p>
            <p className="text-ink-2">{t('practice.beginSafe')}</p>
          </>
        )}
        {problem === '' ? null : (
          <Notice tone="danger" isAlert>
            {problem}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}
