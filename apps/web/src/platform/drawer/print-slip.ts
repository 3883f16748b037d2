import './words.ts';
import type { Device } from '../device/device.ts';
import { t } from '../i18n/index.ts';
import type { ShiftEvent } from '../journal/model.ts';
import { printPaper } from '../printer/index.ts';
import { slipPaper } from './slip.ts';

/** Prints the slip of an event of the drawer on this device's printer. */
export async function printSlip({ session, enrolment }: Device, event: ShiftEvent): Promise<void> {
  const settings = session.settings.get();
  if (settings === null) return;
  const { organization, store } = settings;
  const users = session.users.get();
  const state = session.state.get();
  const me = state.status === 'signed-out' ? null : state.session.user;
  const paper = slipPaper(event, {
    shopName: organization.name,
    storeName: store.name,
    registerName: enrolment.registration.get()?.registerCode ?? '',
    timeZone: store.timeZone,
    currency: organization.currency,
    locale: organization.locale,
    nameOf: (userId) =>
      users.find((user) => user.userId === userId)?.displayName ??
      (me?.userId === userId ? me.displayName : t('drawer.somebody')),
  });
  await printPaper(paper, store.paperWidthMm);
}
