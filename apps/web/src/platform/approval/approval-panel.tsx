import type { ApprovalMethod, ApprovalStep, Reach } from '@mosaajii/domain/approval';
import { isBadge } from '@mosaajii/domain/badge';
import type { Currency } from '@mosaajii/domain/money';
import { ShieldCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useDevice, useObservable } from '../device/index.ts';
import { approval } from '../i18n/en/approval.ts';
import { addMessages, t } from '../i18n/index.ts';
import { checkPin, type KeptLease, readLease, standing } from '../lease/index.ts';
import { signal, useScans } from '../scanner/index.ts';
import { Button, Notice, Skeleton, useOnce } from '../ui/index.ts';
import { type Approver, approverByBadge, approversIn } from './approvers.ts';
import { AskElsewhere } from './ask-elsewhere.tsx';
import { PinEntry } from './pin-entry.tsx';
import { useRemoteApproval } from './use-remote.ts';
import { stepText } from './words.ts';

addMessages('approval', approval);

/** What is asked for, and what it would be for. */
export interface ApprovalNeed {
  readonly steps: readonly ApprovalStep[];
  /** The text that the approval covers. */
  readonly subject: string;
  /** What it comes to, for whoever is asked on another screen. */
  readonly totalMinor?: number | undefined;
  /** Whether somebody could do it without asking. */
  readonly isWithin: (reach: Reach) => boolean;
}

interface ApprovalPanelProps {
  readonly need: ApprovalNeed;
  readonly currency: Currency;
  readonly onApproved: (given: { readonly approvalId: string; readonly subject: string; readonly by: string }) => void;
  /** Undoes what needs the approval; absent where that is the screen's own. */
  readonly onTakeBack?: (() => void) | undefined;
}

/** Asks for somebody who may, beside what is being done. Nothing is blocked: the rest of the screen goes on. */
export function ApprovalPanel({ need, currency, onApproved, onTakeBack }: ApprovalPanelProps) {
  const { kept, approvers } = useApprovers(need);
  const [chosen, setChosen] = useState<Approver | null>(null);
  const { fault, isPending, approve, say } = useApproval(need, onApproved);
  const remote = useRemoteApproval(need, onApproved);
  const present = approvers?.find((person) => person.userId === chosen?.userId) ?? null;
  useScans(({ code }) => {
    if (!isBadge(code)) return false;
    if (kept === null || approvers == null) return true;
    void approve('badge', async (device) => {
      const found = await approverByBadge(device, kept, code, approvers);
      signal(found === null ? 'scan-fail' : 'scan-ok');
      if (found === null) return { kind: 'fault', fault: t('approval.badgeUnknown') };
      if (found.isEnough) return { kind: 'yes', person: found.person };
      setChosen(found.person);
      return { kind: 'fault', fault: t('approval.badgeNeedsPin') };
    });
    return true;
  });
  const enter = (person: Approver, pin: string) =>
    approve('pin', async ({ session }) => {
      if (kept === null) return { kind: 'fault', fault: t('approval.noLease') };
      const { displayName: name, userId } = person;
      const isForeign = kept.pins.find((one) => one.userId === userId)?.mustChange === true;
      const verdict = await checkPin(session, kept, userId, pin);
      if (verdict === 'needs-server') return { kind: 'fault', fault: t('approval.tooMany', { name }) };
      if (verdict === 'wrong') return { kind: 'fault', fault: t('approval.wrong') };
      return isForeign ? { kind: 'fault', fault: t('approval.mustChange', { name }) } : { kind: 'yes', person };
    });
  const what = need.steps.map((step) => stepText(step, currency)).join(', ');
  return (
    <section
      aria-label={t('approval.needs')}
      data-region="approval"
      className="flex flex-col gap-2 rounded-card border border-warning bg-warning-tint p-3"
    >
      <p role="status" className="flex items-start gap-2 font-semibold">
        <ShieldCheck aria-hidden className="mt-0.5 size-5 flex-none" strokeWidth={1.75} />
        {t('approval.needsWhat', { what })}
      </p>
      {fault === null ? null : (
        <Notice tone="danger" isAlert>
          {fault}
        </Notice>
      )}
      {present === null ? (
        <>
          <Who approvers={approvers} onChoose={setChosen} />
          <AskElsewhere remote={remote}>
            {onTakeBack === undefined ? null : (
              <Button variant="quiet" onClick={onTakeBack}>
                {t('approval.takeBack')}
              </Button>
            )}
          </AskElsewhere>
        </>
      ) : (
        <PinEntry
          key={present.userId}
          name={present.displayName}
          isPending={isPending}
          onPin={(pin) => void enter(present, pin)}
          onBack={() => {
            say(null);
            setChosen(null);
          }}
        />
      )}
    </section>
  );
}

/** Who may, as far as this register knows; undefined while it is asked. */
function useApprovers({ isWithin, subject }: ApprovalNeed): {
  readonly kept: KeptLease | null;
  readonly approvers: readonly Approver[] | null | undefined;
} {
  const device = useDevice();
  const kept = useObservable(standing);
  const [approvers, setApprovers] = useState<readonly Approver[] | null>();
  const latest = useRef(isWithin);
  latest.current = isWithin;
  useEffect(() => void readLease(device.session), [device]);
  useEffect(() => {
    let isCurrent = true;
    // Another content may be within the reach of other people.
    if (subject !== '')
      void approversIn(device, kept, (reach) => latest.current(reach)).then((found) => {
        if (isCurrent) setApprovers(found);
      });
    return () => {
      isCurrent = false;
    };
  }, [device, kept, subject]);
  return { kept, approvers };
}

type Verdict = { readonly kind: 'yes'; readonly person: Approver } | { readonly kind: 'fault'; readonly fault: string };

/** Checks one person at a time and writes the approval down once. */
function useApproval(need: ApprovalNeed, onApproved: ApprovalPanelProps['onApproved']) {
  const device = useDevice();
  const { run, problem: fault, say, isPending } = useOnce();
  const approve = async (method: ApprovalMethod, check: (from: typeof device) => Promise<Verdict>) => {
    await run(async () => {
      try {
        const verdict = await check(device);
        return verdict.kind === 'fault' ? verdict.fault : await give(method, verdict.person);
      } catch (error) {
        // The browser gave no worker or no memory for the check.
        console.error(error);
        return t('approval.failed');
      }
    });
  };
  const give = async (method: ApprovalMethod, { userId: approverId, displayName }: Approver) => {
    const state = device.session.state.get();
    if (state.status === 'signed-out') return null;
    const { steps: actions, subject } = need;
    const { userId } = state.session.user;
    const draft = { approvalId: device.newId(), userId, approverId, method, actions, subject };
    const given = await device.journal.giveApproval(draft);
    if (!given.ok) return t('approval.refused', { detail: given.error.detail });
    onApproved({ approvalId: given.value.approvalId, subject, by: displayName });
    return null;
  };
  return { fault, isPending, approve, say };
}

function Who({
  approvers,
  onChoose,
}: {
  readonly approvers: readonly Approver[] | null | undefined;
  readonly onChoose: (person: Approver) => void;
}) {
  if (approvers === undefined) return <Skeleton className="h-12" />;
  if (approvers === null) return <p className="text-sm">{t('approval.noLease')}</p>;
  if (approvers.length === 0) return <p className="text-sm">{t('approval.nobody')}</p>;
  return (
    <>
      <p className="text-sm text-ink-2">{t('approval.whoText')}</p>
      <ul aria-label={t('approval.who')} className="grid max-h-40 grid-cols-2 gap-2 overflow-y-auto p-0.5">
        {approvers.map((person) => (
          <li key={person.userId} className="min-w-0">
            <Button className="min-h-12 w-full" onClick={() => onChoose(person)}>
              <span className="truncate">{person.displayName}</span>
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
