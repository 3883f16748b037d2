import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { useBindings } from '../../../platform/keys/index.ts';
import { IconButton, Kbd, Select, TextInput } from '../../../platform/ui/index.ts';
import { type PeopleSearch, parsePeopleSearch } from './people-search.ts';
import { RoleOptions } from './person-words.tsx';

const PAUSE_MS = 150;

interface Props {
  readonly search: PeopleSearch;
  readonly onChange: (next: PeopleSearch) => void;
}

/** Search, role, state, account and order of the list. What is chosen stands in the address. */
export function PeopleFilters({ search, onChange }: Props) {
  const set = (name: string, value: string) => onChange(parsePeopleSearch({ ...search, [name]: value }));
  return (
    <div className="flex flex-wrap gap-2 py-3">
      <SearchField key={search.query === undefined ? 'empty' : 'filled'} search={search} onChange={onChange} />
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

/** The list follows the typing after a short pause, so that it is not asked for every letter. */
function SearchField({ search, onChange }: Props) {
  const [text, setText] = useState(search.query ?? '');
  const field = useRef<HTMLInputElement>(null);
  const latest = useRef({ search, onChange });
  latest.current = { search, onChange };
  useBindings([{ chord: '/', run: () => field.current?.focus() }]);
  useEffect(() => {
    const { search: now, onChange: report } = latest.current;
    if (text.trim() === (now.query ?? '')) return;
    const timer = setTimeout(() => report(parsePeopleSearch({ ...now, query: text.trim() })), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <TextInput
      ref={field}
      type="search"
      aria-label={t('team.search')}
      placeholder={t('team.search')}
      autoComplete="off"
      className="min-w-40 flex-1 max-md:basis-full md:max-w-sm"
      value={text}
      onChange={(event) => setText(event.target.value)}
      start={<Search aria-hidden className="size-4 flex-none text-ink-3" />}
      end={
        text === '' ? (
          <Kbd>/</Kbd>
        ) : (
          <IconButton label={t('team.clear')} className="-my-1" onClick={() => setText('')}>
            <X aria-hidden className="size-4" />
          </IconButton>
        )
      }
    />
  );
}
