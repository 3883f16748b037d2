import type { StaffEntryRules } from '@mosaajii/contract/registers';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { useDevice } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Switch, useToasts } from '../../platform/ui/index.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { PINS } from './use-registers.ts';

/** What the shop wants of PINs and badges. */
export function EntryRules({ rules }: { readonly rules: StaffEntryRules }) {
  const { session } = useDevice();
  const client = useQueryClient();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const change = async (next: StaffEntryRules) => {
    setPending(true);
    setProblem(null);
    const result = await api.put('/pins/rules', { body: next });
    if (result.ok) useToasts.getState().show({ message: t('registers.rulesSaved'), key: 'rules' });
    else setProblem(result.error);
    await client.invalidateQueries({ queryKey: PINS });
    setPending(false);
  };
  if (!session.can('settings.write')) {
    return (
      <ul className="flex flex-col gap-1 border-t border-line pt-3 text-ink-2">
        {rules.ownPins ? <li>{t('registers.ownPins')}</li> : null}
        <li>{rules.badgeAlone ? t('registers.badgeAlone') : t('registers.badgeWithPin')}</li>
      </ul>
    );
  }
  const choose = (part: Partial<StaffEntryRules>) => {
    if (!isPending) void change({ ...rules, ...part });
  };
  return (
    <div className="flex flex-col items-start gap-2 border-t border-line pt-3">
      <Switch isOn={rules.ownPins} onChange={(ownPins) => choose({ ownPins })}>
        {t('registers.ownPins')}
      </Switch>
      <Switch isOn={rules.badgeAlone} onChange={(badgeAlone) => choose({ badgeAlone })}>
        {t('registers.badgeAlone')}
      </Switch>
      <p className="text-sm text-ink-3">{t('registers.badgeAloneText')}</p>
      <ProblemNotice problem={problem} />
    </div>
  );
}
