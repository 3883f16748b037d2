import type { ApprovalAnswer } from '@mosaajii/contract/approvals';
import type { ApprovalStep } from '@mosaajii/domain/approval';
import { useEffect, useRef, useState } from 'react';
import { type Device, useDevice, useObservable } from '../device/index.ts';
import { formatTime, t } from '../i18n/index.ts';
import { askAsRegister } from '../sync/index.ts';

/** What was asked, as it was then: the answer is for this and nothing else. */
interface Asked {
  readonly requestId: string;
  readonly steps: readonly ApprovalStep[];
  readonly subject: string;
  readonly expiresAt: string;
}

interface Need {
  readonly steps: readonly ApprovalStep[];
  readonly subject: string;
  readonly totalMinor?: number | undefined;
}

interface Given {
  readonly approvalId: string;
  readonly subject: string;
  readonly by: string;
}

export interface Remote {
  readonly state: 'idle' | 'asking' | 'waiting';
  /** Why there is no approval: refused, too late, out of reach. */
  readonly said: string | null;
  /** Until when an answer counts, as a time of the day; empty while nobody was asked. */
  readonly until: string;
  ask(): void;
  cancel(): void;
}

/** The socket says at once that there is something new; where it is lost, this finds out. */
const LOOK_EACH_MS = 2_500;

/**
 * Asks somebody on another screen and hears the answer. When what is on the screen changes, or leaves it, the question is
 * taken back: an answer to it would be for something else.
 */
export function useRemoteApproval(need: Need, onApproved: (given: Given) => void): Remote {
  const device = useDevice();
  const position = useObservable(device.sync.position);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const latest = useRef(onApproved);
  latest.current = onApproved;
  const open = useRef<string | null>(null);
  const { subject } = need;

  useEffect(
    () => () => {
      // Another content, or none: also of a question that is still on its way.
      const requestId = open.current;
      open.current = null;
      setAsked(null);
      if (requestId !== null) void withdraw(device, requestId);
    },
    [device, subject],
  );

  useEffect(() => {
    if (asked === null) return;
    let isCurrent = true;
    const look = async () => {
      const answer = await hear(device, asked.requestId);
      if (!isCurrent || answer === null || answer.state === 'open' || open.current !== asked.requestId) return;
      open.current = null;
      setAsked(null);
      if (answer.state !== 'approved' || answer.decidedBy === null) return setSaid(refusalText(answer));
      const given = await writeDown(device, asked, answer.decidedBy.userId);
      if (given === null) latest.current({ ...asked, approvalId: asked.requestId, by: answer.decidedBy.displayName });
      else setSaid(t('approval.refused', { detail: given }));
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_EACH_MS);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
    // A new position of the feed is a reason to look at once.
  }, [device, asked, position]);

  const send = async () => {
    if (open.current !== null) return;
    const requestId = device.newId();
    open.current = requestId;
    setSaid(null);
    setAsking(true);
    const answer = await post(device, requestId, need);
    setAsking(false);
    if (open.current !== requestId) return;
    if (typeof answer === 'string') {
      open.current = null;
      setSaid(answer);
    } else {
      setAsked({ requestId, steps: need.steps, subject: need.subject, expiresAt: answer.expiresAt });
    }
  };
  const cancel = () => {
    const requestId = open.current;
    open.current = null;
    setAsked(null);
    setSaid(null);
    if (requestId !== null) void withdraw(device, requestId);
  };
  const state = isAsking ? 'asking' : asked === null ? 'idle' : 'waiting';
  return { state, said, until: asked === null ? '' : formatTime(asked.expiresAt), ask: () => void send(), cancel };
}

/** Writes the answer into the journal, before it is used; the text is why that could not be done. */
async function writeDown(device: Device, asked: Asked, approverId: string): Promise<string | null> {
  const state = device.session.state.get();
  if (state.status === 'signed-out') return t('approval.signedOut');
  const { requestId, steps: actions, subject } = asked;
  const { userId } = state.session.user;
  // One id for the question and its answer: heard twice, it is written down once.
  const draft = { approvalId: requestId, requestId, userId, approverId, method: 'remote', actions, subject } as const;
  const given = await device.journal.giveApproval(draft);
  return given.ok ? null : given.error.detail;
}

/** Sends the question; a text says why it did not arrive. */
async function post(device: Device, requestId: string, need: Need): Promise<ApprovalAnswer | string> {
  const registration = device.enrolment.registration.get();
  const state = device.session.state.get();
  if (registration === null || state.status === 'signed-out') return t('approval.signedOut');
  const { steps: actions, subject, totalMinor } = need;
  const { userId } = state.session.user;
  const body = { requestId, userId, actions, subject, ...(totalMinor === undefined ? {} : { totalMinor }) };
  const answer = await askAsRegister(registration, 'POST', '/approvals', body);
  if (answer.ok) return answer.value as ApprovalAnswer;
  return answer.code === 'unreachable' ? t('approval.unreachable') : t('approval.notAsked', { detail: answer.detail });
}

/** `null`: nobody answered now; the next look may hear more. */
async function hear({ enrolment }: Device, requestId: string): Promise<ApprovalAnswer | null> {
  const registration = enrolment.registration.get();
  if (registration === null) return null;
  const answer = await askAsRegister(registration, 'GET', `/approvals/${requestId}`);
  return answer.ok ? (answer.value as ApprovalAnswer) : null;
}

async function withdraw({ enrolment }: Device, requestId: string): Promise<void> {
  const registration = enrolment.registration.get();
  if (registration !== null) await askAsRegister(registration, 'DELETE', `/approvals/${requestId}`);
}

function refusalText({ state, decidedBy, note }: ApprovalAnswer): string {
  if (state === 'refused') {
    return t('approval.remoteRefused', { name: decidedBy?.displayName ?? '', note: note ?? '' });
  }
  return t(state === 'withdrawn' ? 'approval.remoteWithdrawn' : 'approval.remoteExpired');
}
