import type { GrantInput, RoleList } from '@mosaajii/contract/roles';
import { ROLES } from '@mosaajii/domain/permission';
import { t } from '../../../platform/i18n/index.ts';
import { Checkbox, Field, Select, TextInput } from '../../../platform/ui/index.ts';
import { clockText, DAY_NAMES, parseClock } from './clock-words.ts';
import { roleName } from './words.ts';

interface Props {
  readonly grant: GrantInput;
  readonly roles: RoleList;
  readonly onChange: (part: Partial<GrantInput>) => void;
}

const USUAL_HOURS = { days: [1, 2, 3, 4, 5], fromMinute: 8 * 60, toMinute: 18 * 60 };

/** One role that is given: which, where, in which hours and until when. */
export function GrantFields({ grant, roles, onChange }: Props) {
  const choose = (value: string) => {
    const builtIn = ROLES.find((role) => role === value) ?? null;
    onChange({ builtIn, roleId: builtIn === null ? value : null });
  };
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-3">
      <Field label={t('team.personGrant')}>
        <Select value={grant.builtIn ?? grant.roleId ?? ''} onChange={(event) => choose(event.target.value)}>
          {roles.own.map((role) => (
            <option key={role.roleId} value={role.roleId}>
              {role.name}
            </option>
          ))}
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {roleName(role)}
            </option>
          ))}
        </Select>
      </Field>
      <Stores grant={grant} stores={roles.stores} onChange={onChange} />
      <Hours grant={grant} onChange={onChange} />
      <Field label={t('team.personUntil')} isOptional className="max-w-56">
        <TextInput
          type="date"
          value={grant.validUntil === null ? '' : localDay(grant.validUntil)}
          onChange={(event) => onChange({ validUntil: endOf(event.target.value) })}
        />
      </Field>
    </div>
  );
}

function Stores({ grant, stores, onChange }: Omit<Props, 'roles'> & { readonly stores: RoleList['stores'] }) {
  const chosen = grant.storeIds;
  const [first] = stores;
  const toggle = (storeId: string, isChosen: boolean) => {
    const next = (chosen ?? []).filter((id) => id !== storeId);
    if (isChosen) next.push(storeId);
    if (next.length > 0) onChange({ storeIds: next });
  };
  return (
    <fieldset>
      <legend className="font-medium">{t('team.personStores')}</legend>
      <Checkbox
        checked={chosen === null}
        onChange={(event) =>
          onChange({ storeIds: event.target.checked || first === undefined ? null : [first.storeId] })
        }
      >
        {t('team.personAllStores')}
      </Checkbox>
      {chosen === null ? null : (
        <div className="flex flex-wrap gap-x-4 ps-7">
          {stores.map((store) => (
            <Checkbox
              key={store.storeId}
              checked={chosen.includes(store.storeId)}
              onChange={(event) => toggle(store.storeId, event.target.checked)}
            >
              {store.name}
            </Checkbox>
          ))}
        </div>
      )}
    </fieldset>
  );
}

function Hours({ grant, onChange }: Omit<Props, 'roles'>) {
  const [window, ...others] = grant.windows;
  const change = (part: Partial<typeof USUAL_HOURS>) =>
    onChange({ windows: [{ ...USUAL_HOURS, ...window, ...part }, ...others] });
  const toggle = (day: number, isChosen: boolean) => {
    const days = (window?.days ?? []).filter((other) => other !== day);
    if (isChosen) days.push(day);
    if (days.length > 0) change({ days: days.sort((a, b) => a - b) });
  };
  return (
    <fieldset>
      <legend className="font-medium">{t('team.personHours')}</legend>
      <Checkbox
        checked={window !== undefined}
        onChange={(event) => onChange({ windows: event.target.checked ? [USUAL_HOURS] : [] })}
      >
        {window === undefined ? t('team.personAnyTime') : t('team.personSomeHours')}
      </Checkbox>
      {window === undefined ? null : (
        <div className="flex flex-col gap-2 ps-7">
          <div className="flex flex-wrap gap-x-4" role="group" aria-label={t('team.personDayNames')}>
            {DAY_NAMES.map((name, index) => (
              <Checkbox
                key={name}
                checked={window.days.includes(index + 1)}
                onChange={(event) => toggle(index + 1, event.target.checked)}
              >
                {t(name)}
              </Checkbox>
            ))}
          </div>
          <div className="grid max-w-72 grid-cols-2 gap-3">
            <Field label={t('team.personFrom')}>
              <TextInput
                type="time"
                value={clockText(window.fromMinute)}
                onChange={(event) => change({ fromMinute: parseClock(event.target.value) ?? window.fromMinute })}
              />
            </Field>
            <Field label={t('team.personTo')}>
              <TextInput
                type="time"
                value={clockText(window.toMinute)}
                // Midnight as an end is the end of the day.
                onChange={(event) => change({ toMinute: (parseClock(event.target.value) ?? window.toMinute) || 1440 })}
              />
            </Field>
          </div>
        </div>
      )}
    </fieldset>
  );
}

/** The day in this browser's time zone on whose end a grant ends. */
function localDay(instant: string): string {
  const day = new Date(Date.parse(instant) - 1);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

/** The end of a chosen day. */
function endOf(day: string): string | null {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  return new Date(year, month - 1, date + 1).toISOString();
}
