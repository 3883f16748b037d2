import type { UserNames } from '@mosaajii/contract/identity';
import type { PersonPermissions, RoleList } from '@mosaajii/contract/roles';
import { LIMIT_NAMES, PERMISSION_GROUPS, PERMISSION_TABLE } from '@mosaajii/domain/permission';
import { Check, Pencil, UserSearch, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Answer } from '../../../platform/answer/index.ts';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { formatDateTime, t } from '../../../platform/i18n/index.ts';
import { Button, Card, Chip, EmptyState, Field, Notice, Select } from '../../../platform/ui/index.ts';
import { windowText } from './clock-words.ts';
import { GrantsEditor } from './grants-editor.tsx';
import { usePersonPermissions } from './use-roles.ts';
import { GROUP_NAMES, LIMIT_WORDS, limitText, roleName, storeNames } from './words.ts';

interface Props {
  readonly people: UserNames['users'];
  readonly roles: RoleList;
  readonly mayWrite: boolean;
}

/** "What can Sara do?": everything, through which role, and who could give what is missing. */
export function PersonView({ people, roles, mayWrite }: Props) {
  const [userId, setUserId] = useState('');
  return (
    <div className="flex flex-col gap-4">
      <Field label={t('team.personChoose')} className="max-w-96">
        <Select value={userId} onChange={(event) => setUserId(event.target.value)}>
          <option value="">{t('team.personNobody')}</option>
          {people.map((person) => (
            <option key={person.userId} value={person.userId}>
              {person.displayName}
            </option>
          ))}
        </Select>
      </Field>
      {userId === '' ? (
        <EmptyState icon={UserSearch} title={t('team.personNobody')}>
          {t('team.personNobodyText')}
        </EmptyState>
      ) : (
        <Person key={userId} userId={userId} roles={roles} mayWrite={mayWrite} />
      )}
    </div>
  );
}

function Person({ userId, roles, mayWrite }: { readonly userId: string } & Pick<Props, 'roles' | 'mayWrite'>) {
  const query = usePersonPermissions(userId);
  return (
    <Answer query={query}>
      {(person) => (
        <div className="flex flex-col gap-4">
          {person.state === 'active' ? null : <Notice tone="warning">{t('team.personState')}</Notice>}
          <Given person={person} roles={roles} mayWrite={mayWrite} />
          <Able person={person} roles={roles} />
        </div>
      )}
    </Answer>
  );
}

interface PartProps {
  readonly person: PersonPermissions;
  readonly roles: RoleList;
}

function Given({ person, roles, mayWrite }: PartProps & Pick<Props, 'mayWrite'>) {
  const { session } = useDevice();
  const state = useObservable(session.state);
  const settings = useObservable(session.settings);
  const [isEditing, setEditing] = useState(false);
  const isOwn = state.status !== 'signed-out' && state.session.user.userId === person.person.userId;
  const when = (instant: string) => formatDateTime(instant, settings?.organization.locale, settings?.store.timeZone);
  const edit =
    mayWrite && !isOwn ? (
      <Button size="sm" icon={<Pencil aria-hidden className="size-4" />} onClick={() => setEditing(true)}>
        {t('team.personEdit')}
      </Button>
    ) : null;
  return (
    <Card title={t('team.personRoles')} actions={edit}>
      <ul className="flex flex-col gap-2 px-4 pb-4">
        {person.baseRole === null ? null : (
          <li className="flex flex-wrap items-center gap-2">
            <Chip tone="brand">{roleName(person.baseRole)}</Chip>
            <span className="text-sm text-ink-2">{t('team.personBase')}</span>
          </li>
        )}
        {person.grants.map((grant, index) => (
          <li key={index} className="flex flex-wrap items-center gap-2">
            <Chip>{grant.roleName ?? roleName(grant.builtIn ?? '')}</Chip>
            <span className="text-sm text-ink-2">
              {[
                grant.storeIds === null ? t('team.personAllStores') : storeNames(roles.stores, grant.storeIds),
                ...grant.windows.map(windowText),
                ...(grant.validUntil === null ? [] : [t('team.personUntilText', { time: when(grant.validUntil) })]),
              ].join(' · ')}
            </span>
          </li>
        ))}
        {person.grants.length === 0 ? <li className="text-sm text-ink-2">{t('team.personNothing')}</li> : null}
        {isOwn && mayWrite ? <li className="text-sm text-ink-2">{t('team.personOwn')}</li> : null}
      </ul>
      {isEditing ? <GrantsEditor person={person} roles={roles} onClose={() => setEditing(false)} /> : null}
    </Card>
  );
}

function Able({ person, roles }: PartProps) {
  const { session } = useDevice();
  const settings = useObservable(session.settings);
  const names = person.granters.map((granter) => granter.displayName).join(', ');
  return (
    <Card title={t('team.personAbilities', { name: person.person.displayName })}>
      <div className="flex flex-col gap-4 px-4 pb-4">
        {PERMISSION_GROUPS.map((group) => (
          <section key={group}>
            <h3 className="pb-1 text-sm font-semibold text-ink-2">{t(GROUP_NAMES[group])}</h3>
            <ul>
              {person.permissions
                .filter(({ permission }) => PERMISSION_TABLE[permission].group === group)
                .map((one) => (
                  <AbleRow key={one.permission} one={one} roles={roles} />
                ))}
            </ul>
          </section>
        ))}
        {settings === null ? null : (
          <section>
            <h3 className="pb-1 text-sm font-semibold text-ink-2">{t('team.personLimits')}</h3>
            <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1">
              {LIMIT_NAMES.map((name) => (
                <Pair key={name} term={t(LIMIT_WORDS[name])}>
                  {limitText(name, person.limits[name], settings.organization.currency, settings.organization.locale)}
                </Pair>
              ))}
            </dl>
          </section>
        )}
        <p className="text-sm text-ink-2">
          {names === '' ? t('team.personNoGranters') : t('team.personGranters', { people: names })}
        </p>
      </div>
    </Card>
  );
}

function Pair({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd className="num text-end">{children}</dd>
    </>
  );
}

interface AbleRowProps {
  readonly one: PersonPermissions['permissions'][number];
  readonly roles: RoleList;
}

function AbleRow({ one, roles }: AbleRowProps) {
  const { isAllowed, permission, storeIds } = one;
  const Icon = isAllowed ? Check : X;
  return (
    <li className="flex items-start gap-2.5 border-t border-line py-1.5">
      <Icon
        aria-hidden
        className={`mt-0.5 size-4 flex-none ${isAllowed ? 'text-success' : 'text-ink-3'}`}
        strokeWidth={2.25}
      />
      <div className="min-w-0 flex-1 sm:flex sm:gap-4">
        <p className="sm:flex-1">
          {isAllowed ? t('team.personMay') : t('team.personMayNot')} {t(`team.may.${permission}`)}
        </p>
        <p className="text-sm text-ink-2 sm:flex-1">
          {[
            whyOf(one),
            ...(storeIds === null ? [] : [t('team.personIn', { stores: storeNames(roles.stores, storeIds) })]),
          ].join(' · ')}
        </p>
      </div>
    </li>
  );
}

const NOT_NOW = {
  ended: 'team.personEnded',
  'other-store': 'team.personElsewhere',
  'other-hours': 'team.personOtherHours',
} as const;

/** Through which role, or what keeps them from it. */
function whyOf({ isAllowed, through, rolesWithIt }: AbleRowProps['one']): string {
  if (isAllowed) {
    const holding = through.filter((one) => one.notNow === null).map((one) => roleName(one.role));
    return t('team.personThrough', { roles: [...new Set(holding)].join(', ') });
  }
  const kept = through.flatMap(({ role, notNow }) =>
    notNow === null ? [] : [t(NOT_NOW[notNow], { role: roleName(role) })],
  );
  if (kept.length > 0) return kept.join(', ');
  if (rolesWithIt.length === 0) return t('team.personNoRole');
  return t('team.personRolesWithIt', { roles: rolesWithIt.map(roleName).join(', ') });
}
