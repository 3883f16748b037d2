import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { Button, Dialog, Field, SearchField, Select } from '../../../platform/ui/index.ts';
import { type PeopleSearch, parsePeopleSearch } from './people-search.ts';
import { RoleOptions } from './person-words.tsx';
import { useStores } from './store-choice.tsx';

interface Props {
  readonly search: PeopleSearch;
  readonly onChange: (next: PeopleSearch) => void;
}

/**
 * Search, role, state, store, account and order of the list. What is chosen stands in the address. A narrow screen shows the search
 * and one button: five lists side by side could not be read there.
 */
export function PeopleFilters({ search, onChange }: Props) {
  const [isOpen, setOpen] = useState(false);
  const choices = useChoices(search);
  const set = (name: string, value: string) => onChange(parsePeopleSearch({ ...search, [name]: value }));
  const chosen = choices.filter(({ name, value }) => name !== 'sort' && value !== '').length;
  return (
    <div className="flex flex-wrap gap-2 py-3">
      <SearchField
        label={t('team.search')}
        clearLabel={t('team.clear')}
        query={search.query ?? ''}
        onSearch={(query) => onChange(parsePeopleSearch({ ...search, query }))}
      />
      <Button
        className="flex-none lg:hidden"
        icon={<SlidersHorizontal aria-hidden className="size-4" />}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {chosen === 0 ? t('team.filters') : t('team.filtersChosen', { count: chosen })}
      </Button>
      <div className="hidden lg:contents">
        {choices.map(({ name, label, value, options, width }) => (
          <Select
            key={name}
            aria-label={label}
            className={width}
            value={value}
            onChange={(event) => set(name, event.target.value)}
          >
            {options}
          </Select>
        ))}
      </div>
      {isOpen ? (
        <Dialog
          title={t('team.filters')}
          onClose={() => setOpen(false)}
          footer={
            <>
              <Button onClick={() => onChange(search.query === undefined ? {} : { query: search.query })}>
                {t('team.filtersClear')}
              </Button>
              <Button variant="primary" onClick={() => setOpen(false)}>
                {t('team.filtersShow')}
              </Button>
            </>
          }
        >
          <div className="flex flex-col gap-4">
            {choices.map(({ name, label, value, options }) => (
              <Field key={name} label={label}>
                <Select value={value} onChange={(event) => set(name, event.target.value)}>
                  {options}
                </Select>
              </Field>
            ))}
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}

/** What the list can be narrowed and ordered by; stores only where there are several that the asker may know of. */
function useChoices(search: PeopleSearch) {
  const { stores } = useStores();
  const { role = '', state = '', account = '', sort = 'name', storeId = '' } = search;
  return [
    {
      name: 'role',
      label: t('team.role'),
      value: role,
      width: 'lg:w-36',
      options: (
        <>
          <option value="">{t('team.anyRole')}</option>
          <RoleOptions />
        </>
      ),
    },
    {
      name: 'state',
      label: t('team.state'),
      value: state,
      width: 'lg:w-40',
      options: optionsOf([
        ['', t('team.statePresent')],
        ['active', t('team.stateActive')],
        ['suspended', t('team.stateSuspended')],
        ['deactivated', t('team.stateDeactivated')],
        ['all', t('team.stateAll')],
      ]),
    },
    ...(stores.length < 2 && storeId === ''
      ? []
      : [
          {
            name: 'storeId',
            label: t('team.store'),
            value: storeId,
            width: 'lg:w-40',
            options: optionsOf([['', t('team.anyStore')], ...stores.map((one) => [one.storeId, one.name] as const)]),
          },
        ]),
    {
      name: 'account',
      label: t('team.account'),
      value: account,
      width: 'lg:w-56',
      options: optionsOf([
        ['', t('team.anyAccount')],
        ['with', t('team.withAccount')],
        ['without', t('team.withoutAccount')],
      ]),
    },
    {
      name: 'sort',
      label: t('team.sort'),
      value: sort,
      width: 'lg:w-36',
      options: optionsOf([
        ['name', t('team.sortName')],
        ['-name', t('team.sortNameDown')],
        ['newest', t('team.sortNewest')],
      ]),
    },
  ];
}

function optionsOf(options: readonly (readonly [value: string, words: string])[]) {
  return options.map(([value, words]) => (
    <option key={value} value={value}>
      {words}
    </option>
  ));
}
