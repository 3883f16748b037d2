import type { OwnRole, RoleList } from '@mosaajii/contract/roles';
import type { Role } from '@mosaajii/domain/permission';
import { Plus, ShieldX } from 'lucide-react';
import { useState } from 'react';
import { Answer } from '../../../platform/answer/index.ts';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { useUserNames } from '../../../platform/names/index.ts';
import { Button, EmptyState, PageHeader, Tabs } from '../../../platform/ui/index.ts';
import { ApprovalsView } from './approvals-view.tsx';
import { PermissionMatrix } from './matrix.tsx';
import { PersonView } from './person-view.tsx';
import { ReviewView } from './review-view.tsx';
import { type RoleDraft, RoleEditor } from './role-editor.tsx';
import { useRoles } from './use-roles.ts';
import { roleName } from './words.ts';

type Tab = 'matrix' | 'person' | 'changes' | 'review';

/** Who may do what: the roles side by side, and the answer to "what can this person do?". */
export function RolesScreen() {
  const { session } = useDevice();
  const isAllowed = useObservable(session.state).status === 'signed-in' && session.can('roles.read');
  if (isAllowed) return <Roles mayWrite={session.can('roles.write')} mayReview={session.can('access.review')} />;
  return (
    <>
      <PageHeader title={t('team.rolesTitle')} />
      <EmptyState icon={ShieldX} title={t('team.rolesNotAllowed')}>
        {t('team.rolesNotAllowedText')}
      </EmptyState>
    </>
  );
}

function Roles({ mayWrite, mayReview }: { readonly mayWrite: boolean; readonly mayReview: boolean }) {
  const [tab, setTab] = useState<Tab>('matrix');
  const [draft, setDraft] = useState<RoleDraft | null>(null);
  const roles = useRoles();
  const people = useUserNames();
  const items: { readonly value: Tab; readonly label: string }[] = [
    { value: 'matrix', label: t('team.tabMatrix') },
    { value: 'person', label: t('team.tabPerson') },
    { value: 'changes', label: t('team.tabChanges') },
    ...(mayReview ? [{ value: 'review' as const, label: t('team.tabReview') }] : []),
  ];
  const add = (
    <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setDraft({ kind: 'new' })}>
      {t('team.rolesNew')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('team.rolesTitle')}
        meta={t('team.rolesMeta')}
        {...(mayWrite && tab === 'matrix' ? { actions: add } : {})}
      />
      <Tabs label={t('team.rolesTabs')} value={tab} items={items} onChange={setTab}>
        <div className="pt-3">
          {tab === 'review' ? (
            <ReviewView />
          ) : (
            <Answer query={roles}>
              {(list) =>
                tab === 'matrix' ? (
                  <PermissionMatrix roles={list} {...(mayWrite ? choices(list, setDraft) : {})} />
                ) : tab === 'changes' ? (
                  <ApprovalsView roles={list} mayWrite={mayWrite} />
                ) : (
                  <Answer query={people}>
                    {({ users }) => <PersonView people={users} roles={list} mayWrite={mayWrite} />}
                  </Answer>
                )
              }
            </Answer>
          )}
        </div>
      </Tabs>
      {draft === null ? null : <RoleEditor draft={draft} onClose={() => setDraft(null)} />}
    </>
  );
}

/** What can be done with a column of the matrix. */
function choices(list: RoleList, setDraft: (draft: RoleDraft) => void) {
  return {
    onEdit: (role: OwnRole) => setDraft({ kind: 'edit', role }),
    onCopy: (role: Role) => {
      const builtIn = list.builtIn.find((one) => one.role === role);
      if (builtIn === undefined) return;
      const { permissions, limits } = builtIn;
      const name = t('team.rolesCopyOf', { name: roleName(role) });
      setDraft({ kind: 'new', from: { name, description: '', permissions, limits } });
    },
  };
}
