import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { Button, Field, Select, TextInput } from '../../../platform/ui/index.ts';
import { createCategory } from '../catalog-api.ts';
import { categoryPaths, useCategories } from '../use-shop.ts';

const NEW = 'new';

/** A pick list of categories, in which a new one can be made without leaving. */
export function CategoryField({
  value,
  error,
  onChange,
}: {
  value: string;
  error: string | undefined;
  onChange: (categoryId: string) => void;
}) {
  const categories = categoryPaths(useCategories());
  const [isMaking, setMaking] = useState(false);
  if (isMaking) {
    return (
      <NewCategory
        onDone={(categoryId) => {
          setMaking(false);
          if (categoryId !== null) onChange(categoryId);
        }}
      />
    );
  }
  return (
    <Field label={t('catalog.category')} error={error}>
      <Select
        value={value}
        onChange={(event) => (event.target.value === NEW ? setMaking(true) : onChange(event.target.value))}
      >
        <option value="">{t('catalog.noCategory')}</option>
        {categories.map(({ categoryId, path }) => (
          <option key={categoryId} value={categoryId}>
            {path}
          </option>
        ))}
        <option value={NEW}>{t('catalog.newCategory')}</option>
      </Select>
    </Field>
  );
}

function NewCategory({ onDone }: { readonly onDone: (categoryId: string | null) => void }) {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [error, setError] = useState<string | undefined>();
  const make = async () => {
    if (name.trim() === '') return onDone(null);
    const made = await createCategory(name);
    if (!made.ok) return setError(made.error.errors?.[0]?.message ?? made.error.detail);
    await queries.invalidateQueries({ queryKey: ['categories'] });
    onDone(made.value.categoryId);
  };
  return (
    <Field label={t('catalog.newCategoryName')} error={error}>
      <div className="flex gap-2">
        <TextInput
          autoFocus
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault();
              event.stopPropagation();
              void make();
            }
            if (event.key === 'Escape') {
              event.preventDefault();
              event.stopPropagation();
              onDone(null);
            }
          }}
        />
        <Button onClick={() => void make()}>{t('catalog.add')}</Button>
      </div>
    </Field>
  );
}
