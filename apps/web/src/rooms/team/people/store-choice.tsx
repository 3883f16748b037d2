import type { RoleList } from '@mosaajii/contract/roles';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { api, orThrow } from '../../../platform/api/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Field, Select } from '../../../platform/ui/index.ts';
import { useCan } from '../use-can.ts';

/** The stores that the asker may know of, none without the permission to see roles, which name them; and where they take people in. */
export function useStores(): Pick<RoleList, 'stores' | 'takesInAt'> {
  const mayRead = useCan('roles.read');
  const { data } = useQuery({
    queryKey: ['roles'],
    queryFn: ({ signal }) => orThrow(api.get<RoleList>('/roles', { signal })),
    enabled: mayRead,
    retry: false,
  });
  return data ?? { stores: [] };
}

/** Whether the asker administers the people of some stores only, and so gives nobody a role in all. */
export function useIsNarrowed(): boolean {
  const { takesInAt } = useStores();
  return takesInAt !== undefined && takesInAt !== null;
}

/**
 * For which store somebody is taken in: all of them unless one is chosen. Whoever administers some stores only chooses among these.
 * There is nothing to choose in a shop with one store.
 */
export function useStoreChoice(): { readonly storeIds: readonly string[] | null; readonly field: ReactElement | null } {
  const { stores, takesInAt } = useStores();
  const [chosen, setChosen] = useState('');
  const isNarrowed = takesInAt !== undefined && takesInAt !== null;
  const open = isNarrowed ? stores.filter(({ storeId }) => takesInAt.includes(storeId)) : stores;
  const storeId = chosen === '' && isNarrowed ? (open[0]?.storeId ?? '') : chosen;
  const storeIds = storeId === '' ? null : [storeId];
  if (!isNarrowed && stores.length < 2) return { storeIds, field: null };
  const field = (
    <Field label={t('team.store')}>
      <Select value={storeId} onChange={(event) => setChosen(event.target.value)}>
        {isNarrowed ? null : <option value="">{t('team.personAllStores')}</option>}
        {open.map((one) => (
          <option key={one.storeId} value={one.storeId}>
            {one.name}
          </option>
        ))}
      </Select>
    </Field>
  );
  return { storeIds, field };
}
