import type { Person, PersonPatch, PersonState } from '@mosaajii/contract/people';
import type { Role } from '@mosaajii/domain/permission';
import { type FormEvent, useState } from 'react';
import { Below, Failed } from '../../../platform/answer/index.ts';
import type { ApiProblem } from '../../../platform/api/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { useNavigate, useParams, useSearch } from '../../../platform/router/index.ts';
import { Button, Drawer, EmptyState, Field, Notice, Select, Skeleton, TextInput } from '../../../platform/ui/index.ts';
import { useWhen } from '../../../platform/when/index.ts';
import { useCan } from '../use-can.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { FactorReset, useFactorReset } from './factor-reset.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { OfferShop } from './ownership.tsx';
import { peopleApi } from './people-api.ts';
import { parsePeopleSearch } from './people-search.ts';
import { PersonSessions, usePersonSessions } from './person-sessions.tsx';
import { Marks, ROLE_WORDS, RoleOptions, StateChip } from './person-words.tsx';
import { useIsNarrowed } from './store-choice.tsx';
import { problemOf, useChange, useOwnId, usePerson } from './use-people.ts';

/** One person above the list: who they are, what they may do, and where they are signed in. */
export function PersonDrawer() {
  const navigate = useNavigate();
  const { userId = '' } = useParams();
  const search = parsePeopleSearch(useSearch());
  const found = usePerson(userId);
  const problem = problemOf(found.error);
  const close = () => navigate({ to: '/team', search });
  return (
    <Drawer title={found.data?.displayName ?? t('team.profile')} onClose={close}>
      {problem === null ? (
        found.data === undefined ? (
          <Skeleton className="mt-2 h-64" />
        ) : (
          <Loaded key={found.data.version} person={found.data} />
        )
      ) : (
        <Missing problem={problem} onRetry={() => void found.refetch()} />
      )}
    </Drawer>
  );
}

function Missing({ problem, onRetry }: { readonly problem: ApiProblem; readonly onRetry: () => void }) {
  if (problem.code === 'not-found') return <EmptyState title={t('team.personMissing')} />;
  return <Failed title={t('team.failedTitle')} cause={problem} onRetry={onRetry} />;
}

function Loaded({ person }: { readonly person: Person }) {
  const ownId = useOwnId();
  const when = useWhen();
  const mayWrite = useCan('users.write');
  const canWrite = mayWrite && person.canManage;
  const canAudit = useCan('audit.read');
  const hasAccess = canWrite && person.email !== null;
  const questions = [usePersonSessions(person.userId, hasAccess), useFactorReset(person.userId, hasAccess)];
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-center gap-2">
        <StateChip state={person.state} />
        <Marks person={person} ownId={ownId} />
        <span className="text-ink-2">{person.email ?? t('team.noAccount')}</span>
      </div>
      {mayWrite && !person.canManage ? <Notice tone="neutral">{t('team.otherStoresText')}</Notice> : null}
      {canWrite ? <Profile person={person} isSelf={person.userId === ownId} /> : <p>{t(ROLE_WORDS[person.role])}</p>}
      <dl className="grid grid-cols-[minmax(7rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
        <dt className="text-ink-3">{t('team.since')}</dt>
        <dd>{when(person.createdAt)}</dd>
        <dt className="text-ink-3">{t('team.columnLastSeen')}</dt>
        <dd>{person.lastSeenAt === null ? t('team.never') : when(person.lastSeenAt)}</dd>
      </dl>
      {canAudit ? (
        <a className="font-medium text-brand-ink hover:underline" href={`/audit?userId=${person.userId}`}>
          {t('team.audit')}
        </a>
      ) : null}
      <Below questions={questions} loading={<Skeleton className="h-64" />}>
        {hasAccess ? <PersonSessions userId={person.userId} /> : null}
        {hasAccess ? (
          <FactorReset userId={person.userId} name={person.displayName} isSelf={person.userId === ownId} />
        ) : null}
        {canWrite ? <States person={person} isSelf={person.userId === ownId} /> : null}
      </Below>
    </div>
  );
}

/** Name and role, saved together; nobody changes their own role. */
function Profile({ person, isSelf }: { readonly person: Person; readonly isSelf: boolean }) {
  const change = useChange();
  const isNarrowed = useIsNarrowed();
  const [displayName, setName] = useState(person.displayName);
  const [role, setRole] = useState<Role>(person.role);
  const [isPending, setPending] = useState(false);
  const isMissing = displayName.trim() === '';
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (isMissing) return;
    setPending(true);
    const name = { version: person.version, displayName: displayName.trim() };
    const patch: PersonPatch = isNarrowed ? name : { ...name, role };
    await change(peopleApi.change(person.userId, patch), () => t('team.saved'));
    setPending(false);
  };
  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => void save(event)}>
      <Field label={t('team.name')} error={isMissing ? t('team.fieldMissing') : undefined}>
        <TextInput value={displayName} maxLength={120} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label={t('team.role')} {...(isNarrowed ? { hint: t('team.roleOfAllStores') } : {})}>
        <Select value={role} disabled={isSelf || isNarrowed} onChange={(event) => setRole(event.target.value as Role)}>
          <RoleOptions />
        </Select>
      </Field>
      <Button type="submit" variant="primary" className="self-start" isPending={isPending}>
        {t('team.save')}
      </Button>
    </form>
  );
}

/** Whether they may come in; what takes effect at once is asked first. */
function States({ person, isSelf }: { readonly person: Person; readonly isSelf: boolean }) {
  const change = useChange();
  const [asked, setAsked] = useState<'suspended' | 'deactivated' | null>(null);
  const [isInviting, setInviting] = useState(false);
  const set = (state: PersonState) => {
    setAsked(null);
    void change(peopleApi.change(person.userId, { version: person.version, state }), () => t('team.saved'));
  };
  const name = person.displayName;
  return (
    <div className="flex flex-wrap gap-2 border-t border-line pt-4">
      {person.state === 'active' ? null : (
        <Button variant="primary" onClick={() => set('active')}>
          {t('team.activate')}
        </Button>
      )}
      {person.state === 'active' && !isSelf ? (
        <Button onClick={() => setAsked('suspended')}>{t('team.suspend')}</Button>
      ) : null}
      {person.state === 'deactivated' || isSelf ? null : (
        <Button onClick={() => setAsked('deactivated')}>{t('team.deactivate')}</Button>
      )}
      {person.email === null && person.state === 'active' ? (
        <Button onClick={() => setInviting(true)}>{t('team.giveAccount')}</Button>
      ) : null}
      <OfferShop person={person} />
      {isSelf ? <Notice tone="neutral">{t('team.selfText')}</Notice> : null}
      {asked === null ? null : (
        <ConfirmDialog
          title={t(asked === 'suspended' ? 'team.suspendTitle' : 'team.deactivateTitle', { name })}
          text={t(asked === 'suspended' ? 'team.suspendText' : 'team.deactivateText')}
          action={t(asked === 'suspended' ? 'team.suspend' : 'team.deactivate')}
          onConfirm={() => set(asked)}
          onClose={() => setAsked(null)}
        />
      )}
      {isInviting ? <InviteDialog person={person} onClose={() => setInviting(false)} /> : null}
    </div>
  );
}
