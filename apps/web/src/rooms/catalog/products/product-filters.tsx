import { t } from '../../../platform/i18n/index.ts';
import { SearchField, Select } from '../../../platform/ui/index.ts';
import { type ProductSearch, parseProductSearch } from '../product-search.ts';
import { categoryPaths, useCategories } from '../use-shop.ts';

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
      <SearchField
        label={t('catalog.search')}
        clearLabel={t('catalog.clearFilters')}
        query={search.query ?? ''}
        onSearch={(query) => onChange(parseProductSearch({ ...search, query }))}
        takesScans
      />
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
