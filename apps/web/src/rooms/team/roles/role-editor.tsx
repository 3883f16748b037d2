import type { AwaitingChange } from '@mosaajii/contract/role-changes';
import type { OwnRole } from '@mosaajii/contract/roles';
import {
  NO_LIMITS_GRANTED,
  PERMISSION_GROUPS,
  PERMISSION_TABLE,
  PERMISSIONS,
  type Permission,
} from '@mosaajii/domain/permission';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type ApiProblem, api } from '../../../platform/api/index.ts';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Button, Checkbox, Drawer, Field, Notice, TextArea, TextInput, useToasts } from '../../../platform/ui/index.ts';
import { type LimitsDraft, LimitsFields, limitsOfDraft } from './limits-fields.tsx';
import { GROUP_NAMES } from './words.ts';

type Content = Pick<OwnRole, 'name' | 'description' | 'permissions' | 'limits'>;

/** What the editor opens with: a new role, from nothing or from another one, or a role that is there. */
export type RoleDraft =
  | { readonly kind: 'new'; readonly from?: Content }
  | { readonly kind: 'edit'; readonly role: OwnRole };

const EMPTY: Content = { name: '', description: '', permissions: [], limits: NO_LIMITS_GRANTED };

interface Props {
  readonly draft: RoleDraft;
  readonly onClose: () => void;
}

/** A role of the shop's own: what it is called, what it may do and how far. */
export function RoleEditor({ draft, onClose }: Props) {
  const { session, newId } = useDevice();
  const settings = useObservable(session.settings);
  const start = draft.kind === 'edit' ? draft.role : (draft.from ?? EMPTY);
  // Made once: sent again after a lost answer, it is the same role.
  const [roleId] = useState(() => (draft.kind === 'edit' ? draft.role.roleId : newId()));
  const [version, setVersion] = useState(draft.kind === 'edit' ? draft.role.version : 0);
  const [name, setName] = useState(start.name);
  const [description, setDescription] = useState(start.description);
  const [chosen, setChosen] = useState<ReadonlySet<Permission>>(new Set(start.permissions));
  const [limits, setLimits] = useState<LimitsDraft>(start.limits);
  const save = useSave(onClose);
  const submit = async (send: (content: Content) => Promise<ApiProblem | null>) => {
    const complete = limitsOfDraft(limits);
    if (name.trim() === '') return save.refuse(t('team.roleNameMissing'));
    if (complete === null) return;
    const permissions = PERMISSIONS.filter((permission) => chosen.has(permission));
    const problem = await send({ name: name.trim(), description: description.trim(), permissions, limits: complete });
    const current = problem?.code === 'stale-version' ? (problem.extra?.['current'] as OwnRole | undefined) : undefined;
    if (current === undefined) return;
    setVersion(current.version);
    setName(current.name);
    setDescription(current.description);
    setChosen(new Set(current.permissions));
    setLimits(current.limits);
  };
  const onSave = () =>
    void submit((content) =>
      draft.kind === 'edit'
        ? save.run(() => api.put(`/roles/${roleId}`, { body: { version, ...content } }), t('team.roleSaved'))
        : save.run(() => api.post('/roles', { body: { roleId, ...content } }), t('team.roleCreated')),
    );
  const onDelete = () => void save.run(() => api.delete(`/roles/${roleId}?version=${version}`), t('team.roleDeleted'));
  return (
    <Drawer
      title={draft.kind === 'edit' ? t('team.rolesEdit', { name: draft.role.name }) : t('team.rolesNew')}
      onClose={onClose}
      footer={
        <>
          {draft.kind === 'edit' ? (
            <Button variant="quiet" className="me-auto" onClick={onDelete}>
              {t('team.roleDelete')}
            </Button>
          ) : null}
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" isPending={save.isPending} onClick={onSave}>
            {draft.kind === 'edit' ? t('team.roleSave') : t('team.roleCreate')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {save.problem === null ? null : (
          <Notice tone="danger" isAlert>
            {save.problem}
          </Notice>
        )}
        <Field label={t('team.roleName')}>
          <TextInput maxLength={60} value={name} data-autofocus onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t('team.roleDescription')} isOptional>
          <TextArea
            rows={2}
            maxLength={300}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        </Field>
        <PermissionBoxes chosen={chosen} before={new Set(start.permissions)} onChange={setChosen} />
        {settings === null ? null : (
          <LimitsFields
            key={version}
            draft={limits}
            chosen={chosen}
            currency={settings.organization.currency}
            onChange={setLimits}
          />
        )}
      </div>
    </Drawer>
  );
}

/** Sends a change once at a time; what was refused stays in sight, what was done closes the editor. */
function useSave(onClose: () => void) {
  const queries = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const run = async (
    send: () => ReturnType<typeof api.post<OwnRole | AwaitingChange>>,
    done: string,
  ): Promise<ApiProblem | null> => {
    setPending(true);
    setProblem(null);
    const answer = await send();
    setPending(false);
    await queries.invalidateQueries({ queryKey: ['roles'] });
    await queries.invalidateQueries({ queryKey: ['person-permissions'] });
    await queries.invalidateQueries({ queryKey: ['role-changes'] });
    if (answer.ok) {
      const isWaiting = 'awaiting' in answer.value;
      useToasts.getState().show({ message: isWaiting ? t('team.changeSent') : done, tone: 'success' });
      onClose();
      return null;
    }
    setProblem(answer.error.code === 'stale-version' ? t('team.roleStale') : answer.error.detail);
    return answer.error;
  };
  return { problem, isPending, run, refuse: setProblem };
}

interface BoxesProps {
  readonly chosen: ReadonlySet<Permission>;
  readonly before: ReadonlySet<Permission>;
  readonly onChange: (chosen: ReadonlySet<Permission>) => void;
}

function PermissionBoxes({ chosen, before, onChange }: BoxesProps) {
  const { session } = useDevice();
  const toggle = (permission: Permission, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(permission);
    else next.delete(permission);
    onChange(next);
  };
  return (
    <>
      <h3 className="-mb-2 font-semibold">{t('team.roleMay')}</h3>
      {PERMISSION_GROUPS.map((group) => (
        <fieldset key={group} className="flex flex-col">
          <legend className="text-sm font-medium text-ink-2">{t(GROUP_NAMES[group])}</legend>
          {PERMISSIONS.filter((permission) => PERMISSION_TABLE[permission].group === group).map((permission) => {
            const { isGrantable, isAdministrative } = PERMISSION_TABLE[permission];
            // Nobody gives or takes away what they do not have: the box stays as it was.
            const isFixed =
              (!isGrantable || !session.can(permission)) && chosen.has(permission) === before.has(permission);
            const why = isGrantable ? t('team.roleNotYours') : t('team.roleNotGrantable');
            return (
              <Checkbox
                key={permission}
                checked={chosen.has(permission)}
                disabled={isFixed}
                onChange={(event) => toggle(permission, event.target.checked)}
              >
                <span>
                  <span className="inline-block first-letter:uppercase">{t(`team.may.${permission}`)}</span>
                  {isFixed || isAdministrative ? (
                    <span className="block text-xs text-ink-2">{isFixed ? why : t('team.roleNeedsFactor')}</span>
                  ) : null}
                </span>
              </Checkbox>
            );
          })}
        </fieldset>
      ))}
    </>
  );
}
