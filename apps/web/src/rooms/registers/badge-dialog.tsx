import './badges.css';
import type { GivenBadge, StaffPin } from '@mosaajii/contract/registers';
import { Printer } from 'lucide-react';
import { useState } from 'react';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, Dialog, Notice } from '../../platform/ui/index.ts';
import { BadgePicture } from './badge-picture.tsx';
import { ProblemNotice } from './problem-notice.tsx';

/** Makes a badge for somebody and shows it this once, to be printed. */
export function BadgeDialog({ person, onClose }: { readonly person: StaffPin; readonly onClose: () => void }) {
  const [given, setGiven] = useState<GivenBadge | null>(null);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const make = async () => {
    setPending(true);
    setProblem(null);
    const result = await api.post<GivenBadge>(`/users/${person.userId}/badge`, { body: {} });
    setPending(false);
    if (result.ok) setGiven(result.value);
    else setProblem(result.error);
  };
  const title = t('registers.badgeDialog', { name: person.displayName });
  if (given !== null) return <Printed title={title} given={given} onClose={onClose} />;
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="flex flex-col gap-4">
        <p className="text-ink-2">{t('registers.badgeText')}</p>
        {person.badgeSince === null ? null : <Notice tone="warning">{t('registers.badgeReplaces')}</Notice>}
        <ProblemNotice problem={problem} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button variant="quiet" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button variant="primary" isPending={isPending} onClick={() => void make()}>
            {t('registers.badgeMake')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

interface PrintedProps {
  readonly title: string;
  readonly given: GivenBadge;
  readonly onClose: () => void;
}

function Printed({ title, given: { badge, displayName }, onClose }: PrintedProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="flex flex-col gap-4">
        <div className="badge-card flex flex-col items-center gap-2 rounded-card border border-line bg-white p-4 text-black">
          <p className="text-lg font-bold">{displayName}</p>
          <BadgePicture badge={badge} label={t('registers.badgePicture', { name: displayName })} />
          <p className="code break-all text-center text-sm">{badge}</p>
        </div>
        <p className="text-sm text-ink-2">{t('registers.badgeOnce')}</p>
        <div className="flex flex-wrap justify-end gap-2">
          <Button icon={<Printer aria-hidden className="size-4" strokeWidth={1.75} />} onClick={() => printBadge()}>
            {t('registers.badgePrint')}
          </Button>
          <Button variant="primary" onClick={onClose}>
            {t('registers.done')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** Nothing else of the page goes on the paper. */
function printBadge(): void {
  const page = document.documentElement;
  page.dataset['print'] = 'badge';
  window.addEventListener('afterprint', () => delete page.dataset['print'], { once: true });
  window.print();
}
