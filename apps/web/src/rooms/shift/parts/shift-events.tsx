import { Printer } from 'lucide-react';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { printSlip } from '../../../platform/drawer/index.ts';
import { formatTime, t } from '../../../platform/i18n/index.ts';
import type { ShiftEvent, ShiftRecord } from '../../../platform/journal/index.ts';
import { Amount, IconButton } from '../../../platform/ui/index.ts';
import { useNames } from '../use-shifts.ts';

const NAMES = {
  'paid-in': 'shift.paidIn',
  'paid-out': 'shift.paidOut',
  drop: 'shift.drop',
  'no-sale': 'shift.noSale',
  'handed-over': 'shift.handedOver',
} as const;

/** What happened to the drawer besides sales. A drop or a paid-out is no secret: whoever made it knows it. */
export function ShiftEvents({ shift }: { readonly shift: ShiftRecord }) {
  const device = useDevice();
  const { session } = device;
  const settings = useObservable(session.settings);
  const nameOf = useNames();
  const events = shift.events ?? [];
  if (events.length === 0 || settings === null) return null;
  const { currency } = settings.organization;
  return (
    <section className="rounded-card border border-line bg-surface p-4">
      <h2 className="font-semibold">{t('shift.eventsTitle')}</h2>
      <ul className="mt-2 flex flex-col divide-y divide-line">
        {events.map((event) => (
          <li key={event.operationId} className="flex items-center gap-3 py-2">
            <span className="min-w-0 flex-1">
              <span className="block font-medium">{t(NAMES[event.kind])}</span>
              <span className="block text-sm text-ink-2">
                {formatTime(event.at, undefined, settings.store.timeZone)} · {whoOf(event, nameOf)}
              </span>
              {event.note === undefined ? null : <span className="block text-sm text-ink-3">{event.note}</span>}
            </span>
            {event.amountMinor === undefined ? null : <Amount value={event.amountMinor} currency={currency} />}
            <IconButton
              label={`${t('drawer.printSlip')}: ${t(NAMES[event.kind])}`}
              onClick={() => void printSlip(device, event)}
            >
              <Printer aria-hidden className="size-4" strokeWidth={1.75} />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

function whoOf(event: ShiftEvent, nameOf: (userId: string) => string): string {
  const name = nameOf(event.userId);
  return event.fromUserId === undefined ? name : t('shift.fromTo', { from: nameOf(event.fromUserId), to: name });
}
