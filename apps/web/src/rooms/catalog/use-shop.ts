import type { Category, TaxClass } from '@mosaajii/contract';
import type { Currency } from '@mosaajii/domain/money';
import type { Permission } from '@mosaajii/domain/permission';
import { useQuery } from '@tanstack/react-query';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { fetchCategories, fetchTaxClasses } from './catalog-api.ts';

const NO_CURRENCY: Currency = { code: '', exponent: 2 };

/** The currency that prices are written in. */
export function useCurrency(): Currency {
  const shop = useObservable(useDevice().session.settings);
  return shop?.organization.currency ?? NO_CURRENCY;
}

/** Whether the person who is signed in may do this. The server asks again; this only decides what is offered. */
export function useCan(permission: Permission): boolean {
  const { session } = useDevice();
  useObservable(session.state);
  return session.can(permission);
}

const MINUTE = 60_000;
const NONE: readonly never[] = [];

export function useCategories(): readonly Category[] {
  const { data } = useQuery({
    queryKey: ['categories'],
    queryFn: ({ signal }) => fetchCategories(signal),
    staleTime: MINUTE,
  });
  return data ?? NONE;
}

export function useTaxClasses(): readonly TaxClass[] {
  const { data } = useQuery({
    queryKey: ['tax-classes'],
    queryFn: ({ signal }) => fetchTaxClasses(signal),
    staleTime: MINUTE,
  });
  return data ?? NONE;
}

/** "Drinks › Juices" of each category, in the order of a tree. */
export function categoryPaths(categories: readonly Category[]): readonly { categoryId: string; path: string }[] {
  const below = new Map<string | null, Category[]>();
  for (const category of categories) below.set(category.parentId, [...(below.get(category.parentId) ?? []), category]);
  const walk = (parentId: string | null, prefix: string, depth: number): { categoryId: string; path: string }[] =>
    depth > 12
      ? []
      : (below.get(parentId) ?? []).flatMap(({ categoryId, name }) => [
          { categoryId, path: `${prefix}${name}` },
          ...walk(categoryId, `${prefix}${name} › `, depth + 1),
        ]);
  return walk(null, '', 0);
}
