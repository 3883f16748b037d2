import type { AwaitingChange } from '@mosaajii/contract/role-changes';
import type { GrantInput, PersonGrants, PersonPermissions, RoleList } from '@mosaajii/contract/roles';
import { ROLES, type Role } from '@mosaajii/domain/permission';
import { useQueryClient } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../../platform/api/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Button, Drawer, Field, IconButton, Notice, Select, useToasts } from '../../../platform/ui/index.ts';
import { GrantFields } from './grant-fields.tsx';
import { roleName } from './words.ts';

/** A grant in the editor; `key` only tells the rows apart. */
export interface GrantDraft extends GrantInput {
  readonly key: number;
}

interface Props {
  readonly person: PersonPermissions;
  readonly roles: RoleList;
  readonly onClose: () => void;
}

/** What a person has been given: the main role, and others for some stores, hours or a time. */
export function GrantsEditor({ person, roles, onClose }: Props) {
  const queries = useQueryClient();
  const [version, setVersion] = useState(person.version);
  const [baseRole, setBaseRole] = useState<Role | null>(person.baseRole);
  const [grants, setGrants] = useState<readonly GrantDraft[]>(() => draftsOf(person));
  const [nextKey, setNextKey] = useState(person.grants.length);
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const change = (key: number, part: Partial<GrantInput>) =>
    setGrants(grants.map((grant) => (grant.key === key ? { ...grant, ...part } : grant)));
  const save = async () => {
    setPending(true);
    setProblem(null);
    const body = { version, baseRole, grants: grants.map(({ key: _key, ...grant }) => grant) };
    const answer = await api.put<PersonGrants | AwaitingChange>(`/users/${person.person.userId}/grants`, { body });
    setPending(false);
    await queries.invalidateQueries({ queryKey: ['person-permissions'] });
    await queries.invalidateQueries({ queryKey: ['roles'] });
    await queries.invalidateQueries({ queryKey: ['role-changes'] });
    if (answer.ok) {
      const message = t('awaiting' in answer.value ? 'team.changeSent' : 'team.personSaved');
      useToasts.getState().show({ message, tone: 'success' });
      return onClose();
    }
    const current = answer.error.extra?.['current'] as PersonGrants | undefined;
    if (answer.error.code !== 'stale-version' || current === undefined) return setProblem(answer.error.detail);
    setVersion(current.version);
    setBaseRole(current.baseRole);
    setGrants(draftsOf(current));
    setNextKey(current.grants.length);
    setProblem(t('team.roleStale'));
  };
  const add = () => {
    const [own] = roles.own;
    const role =
      own === undefined ? { builtIn: 'viewer' as const, roleId: null } : { builtIn: null, roleId: own.roleId };
    setGrants([...grants, { key: nextKey, ...role, storeIds: null, windows: [], validUntil: null }]);
    setNextKey(nextKey + 1);
  };
  return (
    <Drawer
      title={`${t('team.personRoles')}: ${person.person.displayName}`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" isPending={isPending} onClick={() => void save()}>
            {t('team.personSave')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {problem === null ? null : (
          <Notice tone="danger" isAlert>
            {problem}
          </Notice>
        )}
        <Field label={t('team.personBase')}>
          <Select
            value={baseRole ?? ''}
            onChange={(event) => setBaseRole(ROLES.find((role) => role === event.target.value) ?? null)}
          >
            {ROLES.map((role) => (
              <option key={role} value={role}>
                {roleName(role)}
              </option>
            ))}
            <option value="">{t('team.personBaseNone')}</option>
          </Select>
        </Field>
        {grants.map((grant) => (
          <div key={grant.key} className="flex items-start gap-1 border-t border-line pt-4">
            <GrantFields grant={grant} roles={roles} onChange={(part) => change(grant.key, part)} />
            <IconButton
              label={t('team.personRemove', { name: nameOf(grant, roles) })}
              onClick={() => setGrants(grants.filter((other) => other.key !== grant.key))}
            >
              <Trash2 aria-hidden className="size-4" strokeWidth={1.75} />
            </IconButton>
          </div>
        ))}
        <Button className="self-start" icon={<Plus aria-hidden className="size-4" />} onClick={add}>
          {t('team.personAdd')}
        </Button>
      </div>
    </Drawer>
  );
}

function draftsOf({ grants }: Pick<PersonGrants, 'grants'>): GrantDraft[] {
  return grants.map(({ builtIn, roleId, storeIds, windows, validUntil }, key) => ({
    key,
    builtIn,
    roleId,
    storeIds,
    windows,
    validUntil,
  }));
}

function nameOf({ builtIn, roleId }: GrantInput, roles: RoleList): string {
  return builtIn === null ? (roles.own.find((role) => role.roleId === roleId)?.name ?? '') : roleName(builtIn);
}
