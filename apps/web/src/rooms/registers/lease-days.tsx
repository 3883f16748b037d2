import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { useDevice } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Card, Field, Select, useToasts } from '../../platform/ui/index.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { CARDS } from './use-registers.ts';

const CHOICES = [1, 2, 3, 5, 7, 10, 14, 21, 30] as const;

/** For how long a register goes on alone. */
export function LeaseDays({ days }: { readonly days: number }) {
  const { session } = useDevice();
  const client = useQueryClient();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const choose = async (next: number) => {
    setPending(true);
    setProblem(null);
    const result = await api.put('/registers/lease-days', { body: { days: next } });
    if (result.ok) useToasts.getState().show({ message: t('registers.leaseSaved') });
    else setProblem(result.error);
    await client.invalidateQueries({ queryKey: CARDS });
    setPending(false);
  };
  // One that was set by other means is a choice as well.
  const choices = [...new Set([...CHOICES, days])].sort((a, b) => a - b);
  return (
    <Card title={t('registers.leaseTitle')}>
      <div className="flex flex-col gap-3 p-4 pt-2">
        <Field label={t('registers.leaseText')}>
          <Select
            className="max-w-48"
            value={days}
            disabled={isPending || !session.can('settings.write')}
            onChange={(event) => void choose(Number(event.target.value))}
          >
            {choices.map((count) => (
              <option key={count} value={count}>
                {t('registers.leaseDays', { count })}
              </option>
            ))}
          </Select>
        </Field>
        <ProblemNotice problem={problem} />
      </div>
    </Card>
  );
}
