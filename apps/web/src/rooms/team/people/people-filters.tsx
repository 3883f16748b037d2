import { t } from '../../../platform/i18n/index.ts';
import { SearchField, Select } from '../../../platform/ui/index.ts';
import { type PeopleSearch, parsePeopleSearch } from './people-search.ts';
import { RoleOptions } from './person-words.tsx';

interface Props {
  readonly search: PeopleSearch;
  readonly onChange: (next: PeopleSearch) => void;
}

/** Search, role, state, account and order of the list. What is chosen stands in the address. */
export function PeopleFilters({ search, onChange }: Props) {
  const set = (name: string, value: string) => onChange(parsePeopleSearch({ ...search, [name]: value }));
  return (
    <div className="flex flex-wrap gap-2 py-3">
      <SearchField
        label={t('team.search')}
        clearLabel={t('team.clear')}
        query={search.query ?? ''}
        onSearch={(query) => onChange(parsePeopleSearch({ ...search, query }))}
      />
      <Select
        aria-label={t('team.role')}
        className="max-md:flex-1 md:w-36"
        value={search.role ?? ''}
        onChange={(event) => set('role', event.target.value)}
      >
        <option value="">{t('team.anyRole')}</option>
        <RoleOptions />
      </Select>
      <Select
        aria-label={t('team.state')}
        className="max-md:flex-1 md:w-40"
        value={search.state ?? ''}
        onChange={(event) => set('state', event.target.value)}
      >
        <option value="">{t('team.statePresent')}</option>
        <option value="active">{t('team.stateActive')}</option>
        <option value="suspended">{t('team.stateSuspended')}</option>
        <option value="deactivated">{t('team.stateDeactivated')}</option>
        <option value="all">{t('team.stateAll')}</option>
      </Select>
      <Select
        aria-label={t('team.account')}
        className="max-md:flex-1 md:w-48"
        value={search.account ?? ''}
        onChange={(event) => set('account', event.target.value)}
      >
        <option value="">{t('team.anyAccount')}</option>
        <option value="with">{t('team.withAccount')}</option>
        <option value="without">{t('team.withoutAccount')}</option>
      </Select>
      <Select
        aria-label={t('team.sort')}
        className="max-md:flex-1 md:w-36"
        value={search.sort ?? 'name'}
        onChange={(event) => set('sort', event.target.value)}
      >
        <option value="name">{t('team.sortName')}</option>
        <option value="-name">{t('team.sortNameDown')}</option>
        <option value="newest">{t('team.sortNewest')}</option>
      </Select>
    </div>
  );
}
