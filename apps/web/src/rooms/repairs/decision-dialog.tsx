import type { RepairOutcome, RepairSummary } from '@mosaajii/contract/sync';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, Dialog, Field, Notice, TextArea, useToasts } from '../../platform/ui/index.ts';

interface Props {
  readonly repair: RepairSummary;
  readonly verb: 'approve' | 'dismiss';
  readonly onClose: () => void;
}

/** Nobody decides about money without saying what they know: the note is kept with the record and in the audit. */
export function DecisionDialog({ repair, verb, onClose }: Props) {
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const decide = async () => {
    if (note.trim() === '') return setProblem(t('repairs.noteMissing'));
    setPending(true);
    const answer = await api.post<RepairOutcome>(`/sync/repairs/${repair.repairId}/${verb}`, {
      body: { note: note.trim() },
    });
    setPending(false);
    if (!answer.ok) return setProblem(t('repairs.refused', { detail: answer.error.detail }));
    await queries.invalidateQueries({ queryKey: ['repairs'] });
    useToasts.getState().show({ message: t('repairs.done'), tone: 'success' });
    onClose();
  };
  return (
    <Dialog
      title={verb === 'approve' ? t('repairs.approveTitle') : t('repairs.dismissTitle')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button
            variant={verb === 'approve' ? 'primary' : 'danger'}
            isPending={isPending}
            onClick={() => void decide()}
          >
            {verb === 'approve' ? t('repairs.approve') : t('repairs.dismiss')}
          </Button>
        </>
      }
    >
      <p className="mb-4 text-ink-2">{verb === 'approve' ? t('repairs.approveText') : t('repairs.dismissText')}</p>
      <Field label={t('repairs.note')} hint={t('repairs.noteHint')}>
        <TextArea
          rows={3}
          maxLength={500}
          value={note}
          data-autofocus
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
      {problem === null ? null : (
        <Notice tone="danger" isAlert className="mt-3">
          {problem}
        </Notice>
      )}
    </Dialog>
  );
}
