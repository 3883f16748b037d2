import type { FactorResetState } from '@mosaajii/contract/factors';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiFailure, api, orThrow } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, Notice, useToasts } from '../../platform/ui/index.ts';
import { useWhen } from '../../platform/when/index.ts';

const KEY = ['account-factor-reset'];

/** Whether somebody asked for one's own second factor to be taken away. */
export function useReset() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => orThrow(api.get<FactorResetState>('/account/factor-reset', { signal })),
    retry: false,
  });
}

/** Somebody asked for one's own second factor to be taken away: shown until it is stopped or done. */
export function ResetBanner() {
  const queries = useQueryClient();
  const when = useWhen();
  const { data } = useReset();
  const stop = useMutation({
    mutationFn: () => orThrow(api.delete<FactorResetState>('/account/factor-reset')),
    onSuccess: (state) => {
      queries.setQueryData(KEY, state);
      useToasts.getState().show({ message: t('account.resetStopped') });
    },
  });
  const waiting = data?.waiting ?? null;
  if (waiting === null) return null;
  const failure = stop.error instanceof ApiFailure ? stop.error.problem : null;
  return (
    <Notice tone="danger">
      <div className="flex flex-col items-start gap-3">
        <p>{t('account.resetWaiting', { by: waiting.startedBy, when: when(waiting.effectiveAt) })}</p>
        {failure === null ? null : (
          <p role="alert">
            {failure.title}. {failure.action}
          </p>
        )}
        <Button variant="primary" isPending={stop.isPending} onClick={() => stop.mutate()}>
          {t('account.resetStop')}
        </Button>
      </div>
    </Notice>
  );
}
