import type { AccessTerm } from '@mosaajii/contract/access';
import { CalendarClock } from 'lucide-react';
import { useEffect, useState } from 'react';
import { keepLastKnown, lastKnown } from '../answer/index.ts';
import { api } from '../api/index.ts';
import { accessTerm } from '../i18n/en/access-term.ts';
import { addMessages, formatDate, t } from '../i18n/index.ts';
import { Link } from '../router/index.ts';
import { Notice } from '../ui/index.ts';

addMessages('accessTerm', accessTerm);

const AGAIN_MS = 5 * 60_000;
const KEPT = 'access-term';

/**
 * Until when the shop is paid for, and whether the person runs the installation: what this browser heard last until the server has
 * answered, null when it has not.
 */
export function useAccessTerm(sessionKey: string): AccessTerm | null {
  const [term, setTerm] = useState(() => lastKnown(KEPT, sessionKey, isTerm));
  useEffect(() => {
    if (sessionKey === '') return;
    const stopping = new AbortController();
    let isHeard = false;
    const load = async () => {
      const answer = await api.get<AccessTerm>('/access', { signal: stopping.signal });
      if (stopping.signal.aborted) return;
      if (answer.ok) {
        isHeard = true;
        setTerm(answer.value);
        keepLastKnown(KEPT, sessionKey, answer.value);
        return;
      }
      // Without an answer nothing is known: the office says nothing rather than something of another day.
      if (!isHeard) setTerm(null);
    };
    void load();
    const timer = setInterval(() => void load(), AGAIN_MS);
    return () => {
      stopping.abort();
      clearInterval(timer);
    };
  }, [sessionKey]);
  return term;
}

const STATES: ReadonlySet<unknown> = new Set<AccessTerm['state']>(['unlimited', 'paid', 'due', 'grace', 'lapsed']);

function isTerm(value: unknown): value is AccessTerm {
  if (typeof value !== 'object' || value === null) return false;
  const { state, paidUntil, lapsesAt, isOperator } = value as Partial<Record<keyof AccessTerm, unknown>>;
  const isTime = (time: unknown) => time === null || typeof time === 'string';
  return STATES.has(state) && isTime(paidUntil) && isTime(lapsesAt) && typeof isOperator === 'boolean';
}

interface TermNoticeProps {
  readonly term: AccessTerm | null;
  /** Whether the person may pay for the next period. */
  readonly canRenew: boolean;
}

/** Says in time that the paid time ends, what goes on afterwards, and where it is renewed. */
export function TermNotice({ term, canRenew }: TermNoticeProps) {
  if (term === null || term.state === 'unlimited' || term.state === 'paid') return null;
  const date = term.paidUntil === null ? '' : formatDate(term.paidUntil.slice(0, 10));
  const lapses = term.lapsesAt === null ? '' : formatDate(term.lapsesAt.slice(0, 10));
  return (
    <Notice
      tone={term.state === 'lapsed' ? 'danger' : 'warning'}
      className="mt-3"
      icon={<CalendarClock aria-hidden className="size-5 flex-none" strokeWidth={1.75} />}
    >
      {t(`accessTerm.${term.state}`, { date, lapses })}
      {canRenew ? (
        <Link to="/renew" className="ms-2 font-semibold underline underline-offset-4">
          {t('accessTerm.renew')}
        </Link>
      ) : null}
    </Notice>
  );
}
