import type { RegisterCards, StaffPins } from '@mosaajii/contract/registers';
import { useQuery } from '@tanstack/react-query';
import { api, orThrow } from '../../platform/api/index.ts';

export const CARDS = ['registers', 'cards'] as const;
export const PINS = ['registers', 'pins'] as const;

/** What registers say of themselves changes by itself: looked at again each half minute while the page is open. */
const LOOK_AGAIN_MS = 30_000;

export function useCards() {
  return useQuery({
    queryKey: CARDS,
    retry: false,
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: ({ signal }) => orThrow(api.get<RegisterCards>('/registers/cards', { signal })),
  });
}

export function usePins() {
  return useQuery({
    queryKey: PINS,
    retry: false,
    queryFn: ({ signal }) => orThrow(api.get<StaffPins>('/pins', { signal })),
  });
}
