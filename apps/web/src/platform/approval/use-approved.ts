import type { ApprovalStep, Reach } from '@mosaajii/domain/approval';
import { useState } from 'react';
import { useDevice, useObservable } from '../device/index.ts';

/** What the person at this till may do; nothing while nobody is signed in. */
export function useReach(): Reach {
  const { session } = useDevice();
  const state = useObservable(session.state);
  if (state.status === 'signed-out') return { permissions: new Set() };
  const { permissions, limits } = state.session.user;
  return { permissions: new Set(permissions), limits };
}

export interface Asking {
  /** What goes beyond the person and is not approved yet. */
  readonly steps: readonly ApprovalStep[];
  /** The approvals that are for this content. */
  readonly approvals: readonly string[];
  readonly isWithin: (reach: Reach) => boolean;
  readonly onApproved: (given: { readonly approvalId: string; readonly subject: string }) => void;
}

/** Keeps an approval with what it is for: when that changes, somebody is asked again. */
export function useApproved(beyond: (reach: Reach) => readonly ApprovalStep[], subject: string): Asking {
  const reach = useReach();
  const [given, setGiven] = useState<{ readonly approvalId: string; readonly subject: string } | null>(null);
  const isApproved = given !== null && given.subject === subject;
  return {
    steps: isApproved ? [] : beyond(reach),
    approvals: isApproved ? [given.approvalId] : [],
    isWithin: (theirs) => beyond(theirs).length === 0,
    onApproved: setGiven,
  };
}
