import type { Session } from '@mosaajii/contract/identity';
import type { ShopChoices } from '@mosaajii/contract/shops';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, orThrow } from '../../platform/api/index.ts';
import { useDevice, useObservable } from '../../platform/device/index.ts';

/** The shops that whoever is signed in can enter. A till belongs to one shop and asks nothing. */
export function useShops() {
  const { session, enrolment } = useDevice();
  const state = useObservable(session.state);
  const isTill = useObservable(enrolment.registration) !== null;
  const userId = state.status === 'signed-in' ? state.session.user.userId : '';
  return useQuery({
    queryKey: ['shops', userId],
    queryFn: ({ signal }) => orThrow(api.get<ShopChoices>('/session/shops', { signal })),
    enabled: userId !== '' && !isTill,
    staleTime: 300_000,
    retry: false,
  });
}

/** Goes to another shop. The page begins anew there: nothing that was read in one shop stays on a screen of the other. */
export function useSwitchShop() {
  const { session } = useDevice();
  const [problem, setProblem] = useState<string | null>(null);
  const [goingTo, setGoingTo] = useState<string | null>(null);
  const go = async (organizationId: string): Promise<boolean> => {
    setProblem(null);
    setGoingTo(organizationId);
    const answer = await api.post<Session>('/session/shop', { body: { organizationId } });
    if (!answer.ok) {
      setGoingTo(null);
      setProblem(answer.error.detail);
      return false;
    }
    const before = session.state.get();
    const isOther = before.status === 'signed-out' || before.session.organization.organizationId !== organizationId;
    await session.signedIn(answer.value);
    if (isOther) window.location.assign('/orders');
    else setGoingTo(null);
    return true;
  };
  return { go, problem, goingTo };
}
