import type { PendingRoleChange, RoleChangeList } from '@mosaajii/contract/role-changes';
import type { RoleList } from '@mosaajii/contract/roles';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { Answer } from '../../../platform/answer/index.ts';
import { type ApiProblem, api, orThrow } from '../../../platform/api/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Card, Chip, EmptyState, Notice, Switch, type Tone } from '../../../platform/ui/index.ts';
import { useWhen } from '../../../platform/when/index.ts';
import { ChangeDecision } from './change-decision.tsx';
import { differencesOf } from './change-words.ts';

/** What waits for a second person, what was decided, and the rule that makes it wait. */
export function ApprovalsView({ roles, mayWrite }: { readonly roles: RoleList; readonly mayWrite: boolean }) {
  const list = useRoleChanges();
  const send = useSend();
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      {send.problem === null ? null : (
        <Notice tone="danger" isAlert>
          {send.problem}
        </Notice>
      )}
      <Answer query={list}>
        {({ items, asksSecondPerson, maySetRule }) => (
          <>
            <Rule
              isOn={asksSecondPerson}
              {...(maySetRule ? { onChange: (isOn) => void send.run(() => setRule(isOn)) } : {})}
            />
            {items.length === 0 ? (
              <EmptyState icon={ShieldCheck} title={t('team.changesNone')}>
                {t(asksSecondPerson ? 'team.changesNoneText' : 'team.changesOffText')}
              </EmptyState>
            ) : (
              <ul className="flex flex-col gap-3">
                {items.map((item) => (
                  <ChangeItem key={item.changeId} item={item} roles={roles} mayWrite={mayWrite} onSend={send.run} />
                ))}
              </ul>
            )}
          </>
        )}
      </Answer>
    </div>
  );
}

function useRoleChanges() {
  return useQuery({
    queryKey: ['role-changes'],
    queryFn: ({ signal }) => orThrow(api.get<RoleChangeList>('/roles/changes', { signal })),
    retry: false,
    staleTime: 0,
  });
}

const setRule = (asksSecondPerson: boolean) => api.put<object>('/roles/rule', { body: { asksSecondPerson } });

type Sent = () => Promise<{ readonly ok: true } | { readonly ok: false; readonly error: ApiProblem }>;

/** Sends a decision; whatever came of it, the lists are asked for again. */
function useSend() {
  const queries = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  const run = async (send: Sent): Promise<boolean> => {
    setProblem(null);
    const answer = await send();
    for (const key of ['role-changes', 'roles', 'person-permissions'])
      await queries.invalidateQueries({ queryKey: [key] });
    if (!answer.ok) setProblem(answer.error.code === 'stale-version' ? t('team.changeStale') : answer.error.detail);
    return answer.ok;
  };
  return { problem, run };
}

/** The owner switches it, the others read how it stands. */
function Rule({ isOn, onChange }: { readonly isOn: boolean; readonly onChange?: (isOn: boolean) => void }) {
  return (
    <Card className="flex flex-col gap-1 p-4">
      {onChange === undefined ? (
        <p className="font-medium">{t(isOn ? 'team.ruleIsOn' : 'team.ruleIsOff')}</p>
      ) : (
        <Switch isOn={isOn} onChange={onChange}>
          {t('team.rule')}
        </Switch>
      )}
      <p className="text-sm text-ink-2">{t(onChange === undefined ? 'team.ruleOwner' : 'team.ruleText')}</p>
    </Card>
  );
}

const STATES: Readonly<
  Record<PendingRoleChange['state'], { readonly tone: Tone; readonly word: Parameters<typeof t>[0] }>
> = {
  pending: { tone: 'warning', word: 'team.changePending' },
  approved: { tone: 'success', word: 'team.changeApproved' },
  declined: { tone: 'danger', word: 'team.changeDeclined' },
  withdrawn: { tone: 'neutral', word: 'team.changeWithdrawn' },
  expired: { tone: 'neutral', word: 'team.changeExpired' },
};

interface ItemProps {
  readonly item: PendingRoleChange;
  readonly roles: RoleList;
  readonly mayWrite: boolean;
  readonly onSend: (send: Sent) => Promise<boolean>;
}

function ChangeItem({ item, roles, mayWrite, onSend }: ItemProps) {
  const when = useWhen();
  const { tone, word } = STATES[item.state];
  const { requestedBy, decidedBy, decidedAt, note, method } = item;
  return (
    <li className="flex flex-col gap-2 rounded-card border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="min-w-0 flex-1 font-semibold">
          {t(item.change.kind === 'role' ? 'team.changeOfRole' : 'team.changeOfPerson', { name: item.subject })}
        </h2>
        <Chip tone={tone}>{t(word)}</Chip>
      </div>
      <ul className="list-disc ps-5">
        {differencesOf(item.change, roles).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p className="text-sm text-ink-2">
        {t('team.changeAsked', { name: requestedBy.displayName, time: when(item.requestedAt) })}
        {item.state === 'pending' ? ` · ${t('team.changeUntil', { time: when(item.expiresAt) })}` : null}
      </p>
      {decidedBy === null || decidedAt === null ? null : (
        <p className="text-sm text-ink-2">
          {t('team.changeDecided', { name: decidedBy.displayName, time: when(decidedAt) })}
          {method === 'self-approved' ? ` · ${t('team.changeSelf')}` : null}
          {note === '' ? null : ` · “${note}”`}
        </p>
      )}
      {item.state === 'pending' && mayWrite ? <ChangeDecision item={item} onSend={onSend} /> : null}
    </li>
  );
}
