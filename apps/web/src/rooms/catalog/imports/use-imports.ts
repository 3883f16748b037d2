import type { ImportState, ImportSummary } from '@mosaajii/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { fetchImports } from '../catalog-api.ts';
import { useCan } from '../use-shop.ts';

const LOOK_EVERY_MS = 1000;

export function isUnderWay(state: ImportState): boolean {
  return state === 'running' || state === 'cancelling';
}

/** The last imports, looked at every second while one is running. When it ends, the products are asked for again. */
export function useImports() {
  const queries = useQueryClient();
  const canImport = useCan('catalog.import');
  const query = useQuery({
    queryKey: ['imports'],
    queryFn: ({ signal }) => fetchImports(signal),
    enabled: canImport,
    refetchInterval: ({ state }) => (runningOf(state.data) === undefined ? false : LOOK_EVERY_MS),
  });
  const running = runningOf(query.data);
  const before = useRef(running?.importId);
  useEffect(() => {
    if (before.current !== undefined && running === undefined) {
      void queries.invalidateQueries({ queryKey: ['products'] });
      void queries.invalidateQueries({ queryKey: ['categories'] });
    }
    before.current = running?.importId;
  }, [running, queries]);
  return { ...query, running };
}

function runningOf(imports: readonly ImportSummary[] | undefined): ImportSummary | undefined {
  return imports?.find(({ state }) => isUnderWay(state));
}
