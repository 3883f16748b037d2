import type { RegisterCard } from '@mosaajii/contract/registers';
import { useState } from 'react';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { useScansRefused } from '../../platform/scanner/index.ts';
import { Button, Dialog, useToasts } from '../../platform/ui/index.ts';
import { ProblemNotice } from './problem-notice.tsx';

/** Says what revoking does before it does it. */
export function RevokeDialog({ register, onClose }: { readonly register: RegisterCard; readonly onClose: () => void }) {
  useScansRefused();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const { code, name, registerId } = register;
  const revoke = async () => {
    setPending(true);
    setProblem(null);
    const result = await api.post(`/registers/${registerId}/revoke`, { body: {} });
    setPending(false);
    if (!result.ok) return setProblem(result.error);
    useToasts.getState().show({ message: t('registers.revokeDone', { code }) });
    onClose();
  };
  return (
    <Dialog title={t('registers.revokeTitle', { code: `${code} ${name}` })} onClose={onClose}>
      <div className="flex flex-col gap-4">
        <p className="text-ink-2">{t('registers.revokeText')}</p>
        <ProblemNotice problem={problem} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button variant="quiet" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button variant="danger" isPending={isPending} onClick={() => void revoke()}>
            {t('registers.revoke')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
