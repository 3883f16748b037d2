import { isBadge } from '@mosaajii/domain/badge';
import { useEffect, useRef, useState } from 'react';
import { type Entrance, useEntrance, useObservable } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { type KeptLease, readLease, shownBadge, standing } from '../../../platform/lease/index.ts';
import { signal, useScans } from '../../../platform/scanner/index.ts';
import { Button, classes, Notice } from '../../../platform/ui/index.ts';
import { type BadgeOutcome, enterWithBadge, type Person, peopleWithPin } from './enter-with-pin.ts';
import { Initials } from './initials.tsx';
import { PinPad } from './pin-pad.tsx';

/** Who can open this register with a PIN; null while the device is still asked. */
export function useStaff(): { readonly kept: KeptLease | null; readonly people: readonly Person[] | null } {
  const entrance = useEntrance();
  const kept = useObservable(standing);
  const registration = useObservable(entrance.enrolment.registration);
  const [people, setPeople] = useState<readonly Person[] | null>(null);
  useEffect(() => void readLease(entrance.session), [entrance]);
  useEffect(() => {
    let isCurrent = true;
    if (registration !== null) {
      void peopleWithPin(entrance, kept).then((found) => {
        if (isCurrent) setPeople(found);
      });
    }
    return () => {
      isCurrent = false;
    };
  }, [entrance, kept, registration]);
  return { kept, people };
}

interface StaffPanelProps {
  readonly kept: KeptLease;
  readonly people: readonly Person[];
  /** Who was here last. */
  readonly lastUserId: string | null;
  readonly shopName: string;
  readonly onOtherAccount: () => void;
}

/** So many fit under each other on a phone with their whole names; more stand side by side. */
const FEW_PEOPLE = 5;

/** One tap says who, six digits let in: with or without the network. */
export function StaffPanel({ kept, people, lastUserId, shopName, onOtherAccount }: StaffPanelProps) {
  const entrance = useEntrance();
  const [chosen, setChosen] = useState<Person | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const present = chosen === null ? undefined : people.find((person) => person.userId === chosen.userId);
  useBadge(entrance, kept, (outcome) => {
    setChosen(outcome.kind === 'pin' ? outcome.person : null);
    setFault(faultOf(outcome));
  });
  if (present !== undefined) {
    return <PinPad key={present.userId} kept={kept} person={present} onBack={() => setChosen(null)} />;
  }
  const ordered = [...people].sort((a, b) => Number(b.userId === lastUserId) - Number(a.userId === lastUserId));
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h1 className="text-2xl font-bold tracking-[-0.02em]">{t('lock.whoTitle')}</h1>
        <p className="mt-1 text-md text-ink-2">{t('lock.whoText', { shop: shopName })}</p>
        {(kept.badges ?? []).length === 0 ? null : <p className="mt-1 text-sm text-ink-3">{t('lock.badgeHint')}</p>}
      </div>
      <div aria-live="assertive">{fault === null ? null : <Notice tone="danger">{fault}</Notice>}</div>
      {entrance.session.isLapsed() ? <Notice tone="warning">{t('lock.leaseLapsed')}</Notice> : null}
      <ul
        aria-label={t('lock.whoTitle')}
        // The padding is for the focus ring, which a scrolling list would cut off.
        className={classes(
          'grid max-h-[48vh] gap-2 overflow-y-auto p-1',
          people.length > FEW_PEOPLE ? 'grid-cols-2' : 'grid-cols-1 sm:grid-cols-2',
        )}
      >
        {ordered.map((person, index) => (
          <li key={person.userId} className="min-w-0">
            <button
              type="button"
              // Where the hand goes on a locked till.
              ref={index === 0 ? focusOnce : undefined}
              onClick={() => {
                setFault(null);
                setChosen(person);
              }}
              className="flex min-h-16 w-full items-center gap-3 rounded-card border border-line bg-surface px-3 py-2 text-start font-medium hover:bg-sunken"
            >
              <Initials name={person.displayName} />
              <span className="min-w-0">
                <span className="block break-words leading-tight">{person.displayName}</span>
                <span className="block truncate text-sm text-ink-3">{t(`lock.role-${person.role}`)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Button variant="quiet" size="lg" onClick={onOtherAccount}>
        {t('lock.otherAccount')}
      </Button>
    </div>
  );
}

/** A badge that is scanned here, or was shown while somebody else worked. */
function useBadge(entrance: Entrance, kept: KeptLease, onOutcome: (outcome: BadgeOutcome) => void): void {
  const latest = useRef(onOutcome);
  latest.current = onOutcome;
  const shown = useObservable(shownBadge);
  useEffect(() => {
    if (shown === null) return;
    shownBadge.set(null);
    void enterWithBadge(entrance, kept, shown).then((outcome) => {
      signal(outcome.kind === 'opened' || outcome.kind === 'pin' ? 'scan-ok' : 'scan-fail');
      latest.current(outcome);
    });
  }, [entrance, kept, shown]);
  useScans(({ code }) => {
    if (!isBadge(code)) return false;
    shownBadge.set(code);
    return true;
  });
}

function faultOf(outcome: BadgeOutcome): string | null {
  if (outcome.kind === 'unknown') return t('lock.badgeUnknown');
  return outcome.kind === 'no-pin' ? t('lock.badgeNoPin', { name: outcome.person.displayName }) : null;
}

function focusOnce(button: HTMLButtonElement | null): void {
  button?.focus();
}
