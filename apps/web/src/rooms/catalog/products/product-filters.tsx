import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { useBindings } from '../../../platform/keys/index.ts';
import { IconButton, Kbd, Select, TextInput } from '../../../platform/ui/index.ts';
import { type ProductSearch, parseProductSearch } from '../product-search.ts';
import { categoryPaths, useCategories } from '../use-shop.ts';

const PAUSE_MS = 150;

/** Search, category and order of the list. What is chosen stands in the address. */
export function ProductFilters({
  search,
  onChange,
}: {
  search: ProductSearch;
  onChange: (next: ProductSearch) => void;
}) {
  const categories = categoryPaths(useCategories());
  return (
    <div className="flex flex-wrap gap-2 py-3">
      <SearchField key={search.query === undefined ? 'empty' : 'filled'} search={search} onChange={onChange} />
      <Select
        aria-label={t('catalog.category')}
        className="max-md:flex-1 md:w-40 lg:w-56"
        value={search.category ?? ''}
        onChange={(event) => onChange({ ...search, category: event.target.value })}
      >
        <option value="">{t('catalog.allCategories')}</option>
        {categories.map(({ categoryId, path }) => (
          <option key={categoryId} value={categoryId}>
            {path}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t('catalog.sort')}
        className="max-md:flex-1 md:w-36"
        value={search.sort ?? 'name'}
        onChange={(event) => onChange(parseProductSearch({ ...search, sort: event.target.value }))}
      >
        <option value="name">{t('catalog.sortName')}</option>
        <option value="-name">{t('catalog.sortNameDown')}</option>
        <option value="newest">{t('catalog.sortNewest')}</option>
      </Select>
    </div>
  );
}

/** The list follows the typing after a short pause, so that it is not asked for every letter. */
function SearchField({ search, onChange }: { search: ProductSearch; onChange: (next: ProductSearch) => void }) {
  const [text, setText] = useState(search.query ?? '');
  const field = useRef<HTMLInputElement>(null);
  const latest = useRef({ search, onChange });
  latest.current = { search, onChange };
  useBindings([{ chord: '/', run: () => field.current?.focus() }]);
  useEffect(() => {
    const { search: now, onChange: report } = latest.current;
    if (text.trim() === (now.query ?? '')) return;
    const timer = setTimeout(() => report({ ...now, query: text.trim() }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <TextInput
      ref={field}
      type="search"
      aria-label={t('catalog.search')}
      placeholder={t('catalog.search')}
      data-scan="here"
      autoComplete="off"
      className="min-w-40 flex-1 max-md:basis-full md:max-w-sm"
      value={text}
      onChange={(event) => setText(event.target.value)}
      start={<Search aria-hidden className="size-4 flex-none text-ink-3" />}
      end={
        text === '' ? (
          <Kbd>/</Kbd>
        ) : (
          <IconButton label={t('catalog.clearFilters')} className="-my-1" onClick={() => setText('')}>
            <X aria-hidden className="size-4" />
          </IconButton>
        )
      }
    />
  );
}
