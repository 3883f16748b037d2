import type { FactorResetState } from '@mosaajii/contract/factors';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer } from '../../../platform/answer/index.ts';
import { ApiFailure, api, orThrow } from '../../../platform/api/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Button, Notice } from '../../../platform/ui/index.ts';
import { useWhen } from '../../../platform/when/index.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

interface FactorResetProps {
  readonly userId: string;
  readonly name: string;
  /** Nobody takes away the own one here: that is on the own account. */
  readonly isSelf: boolean;
}

const keyOf = (userId: string) => ['factor-reset', userId];
const pathOf = (userId: string) => `/users/${userId}/factor-reset`;

/** Whether a person has a second factor, and whether it is about to be taken away. */
export function useFactorReset(userId: string, isEnabled = true) {
  return useQuery({
    queryKey: keyOf(userId),
    queryFn: ({ signal }) => orThrow(api.get<FactorResetState>(pathOf(userId), { signal })),
    enabled: isEnabled,
    retry: false,
  });
}

/** A lost second factor: taken away after a day, in which the person or another administrator can stop it. */
export function FactorReset({ userId, name, isSelf }: FactorResetProps) {
  const path = pathOf(userId);
  const queries = useQueryClient();
  const when = useWhen();
  const [isAsking, setAsking] = useState(false);
  const found = useFactorReset(userId);
  const change = useMutation({
    mutationFn: (wanted: 'start' | 'stop') =>
      orThrow(wanted === 'start' ? api.post<FactorResetState>(path, { body: {} }) : api.delete<FactorResetState>(path)),
    onSuccess: (state) => queries.setQueryData(keyOf(userId), state),
  });
  const failure = change.error instanceof ApiFailure ? change.error.problem : null;
  return (
    <section aria-label={t('team.factor')} className="flex flex-col gap-2 border-t border-line pt-4">
      <h3 className="font-medium">{t('team.factor')}</h3>
      {failure === null || failure.code === 'confirmation-needed' ? null : (
        <Notice tone="danger" isAlert>
          {failure.detail} {failure.action}
        </Notice>
      )}
      <Answer query={found}>
        {({ hasFactor, waiting }) =>
          waiting !== null ? (
            <div className="flex flex-col items-start gap-2">
              <Notice tone="warning">
                {t(waiting.isByOperator ? 'team.factorWaitingOperator' : 'team.factorWaiting', {
                  by: waiting.startedBy,
                  when: when(waiting.effectiveAt),
                })}
              </Notice>
              <Button isPending={change.isPending} onClick={() => change.mutate('stop')}>
                {t('team.factorStop')}
              </Button>
            </div>
          ) : (
            <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
              <p className="min-w-0 flex-1 basis-56 text-sm text-ink-3">
                {t(hasFactor ? 'team.factorThere' : 'team.factorNone')}
              </p>
              {hasFactor && !isSelf ? (
                <Button isPending={change.isPending} onClick={() => setAsking(true)}>
                  {t('team.factorReset')}
                </Button>
              ) : null}
            </div>
          )
        }
      </Answer>
      {isAsking ? (
        <ConfirmDialog
          title={t('team.factorResetTitle', { name })}
          text={t('team.factorResetText')}
          action={t('team.factorReset')}
          onConfirm={() => {
            setAsking(false);
            change.mutate('start');
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </section>
  );
}
