import type { PendingRoleChange } from '@mosaajii/contract/role-changes';
import { useState } from 'react';
import { type ApiProblem, api } from '../../../platform/api/index.ts';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Button, Field, TextInput } from '../../../platform/ui/index.ts';

interface Props {
  readonly item: PendingRoleChange;
  /** Answers whether it was taken. */
  readonly onSend: (
    send: () => Promise<{ readonly ok: true } | { readonly ok: false; readonly error: ApiProblem }>,
  ) => Promise<boolean>;
}

/** What can be done about a change that waits: approve it, or put it aside with a sentence why. */
export function ChangeDecision({ item, onSend }: Props) {
  const { session } = useDevice();
  const state = useObservable(session.state);
  const isMine = state.status === 'signed-in' && state.session.user.userId === item.requestedBy.userId;
  const [isDeclining, setDeclining] = useState(false);
  const [isPending, setPending] = useState(false);
  const [note, setNote] = useState('');
  const [isMissing, setMissing] = useState(false);
  const send = async (what: 'approve' | 'decline', body: object) => {
    setPending(true);
    const isDone = await onSend(() => api.post<object>(`/roles/changes/${item.changeId}/${what}`, { body }));
    setPending(false);
    if (isDone) setDeclining(false);
  };
  const decline = () => {
    if (note.trim() === '') return setMissing(true);
    void send('decline', { note: note.trim() });
  };
  const words = isMine ? 'team.changeWithdraw' : 'team.changeDecline';
  if (isDeclining) {
    return (
      <div className="flex flex-wrap items-end gap-2">
        <Field
          label={t('team.changeWhy')}
          className="min-w-0 flex-1 basis-60"
          {...(isMissing ? { error: t('team.changeWhyMissing') } : {})}
        >
          <TextInput data-autofocus maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
        <Button onClick={() => setDeclining(false)}>{t('ui.cancel')}</Button>
        <Button variant="danger" isPending={isPending} onClick={decline}>
          {t(words)}
        </Button>
      </div>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      {item.mayApproveAs === null ? (
        <p className="flex-1 text-sm text-ink-2">{t('team.changeNotYou')}</p>
      ) : (
        <Button variant="primary" isPending={isPending} onClick={() => void send('approve', {})}>
          {t(item.mayApproveAs === 'self-approved' ? 'team.changeApproveSelf' : 'team.changeApprove')}
        </Button>
      )}
      <Button onClick={() => setDeclining(true)}>{t(words)}</Button>
    </div>
  );
}
