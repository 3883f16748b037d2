import type { AccessEvent } from '@mosaajii/contract/access';
import { formatDateTime, t } from '../../platform/i18n/index.ts';

const KNOWN = {
  requested: 'access.event_requested',
  pending: 'access.event_pending',
  'payment-recorded': 'access.event_payment-recorded',
  'payment-verified': 'access.event_payment-verified',
  'code-issued': 'access.event_code-issued',
  active: 'access.event_active',
  rejected: 'access.event_rejected',
  expired: 'access.event_expired',
  withdrawn: 'access.event_withdrawn',
  renewed: 'access.event_renewed',
  refunded: 'access.event_refunded',
  reminded: 'access.event_reminded',
} as const;

/** What nobody but the applicant does where no name is kept. */
const BY_APPLICANT: ReadonlySet<string> = new Set(['requested', 'withdrawn']);

/** What happened, the first first. */
export function History({ events }: { readonly events: readonly AccessEvent[] }) {
  return (
    <ol className="flex flex-col gap-2 border-s-2 border-line ps-4 text-sm">
      {events.map((event) => (
        <li key={event.eventId}>
          <p className="font-medium">{wordsOf(event.action)}</p>
          {typeof event.detail['reason'] === 'string' ? <p className="break-words">{event.detail['reason']}</p> : null}
          <p className="text-ink-3">
            {formatDateTime(event.occurredAt)},{' '}
            {event.by ?? t(BY_APPLICANT.has(event.action) ? 'access.byApplicant' : 'access.byNobody')}
          </p>
        </li>
      ))}
    </ol>
  );
}

function wordsOf(action: string): string {
  return Object.hasOwn(KNOWN, action) ? t(KNOWN[action as keyof typeof KNOWN]) : action;
}
