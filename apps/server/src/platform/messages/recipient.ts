import type { GlobalTx, Tx } from '../database/index.ts';
import type { Deps } from '../deps.ts';
import type { DeliveryChannel } from './model.ts';

type WithPersonal = Pick<Deps, 'personal'>;
type Handle = Tx | GlobalTx;

/** A sealed text of the outbox and the id of the row it is in. */
export interface SealedPlace {
  readonly table: 'message' | 'message_suppression';
  readonly column: 'recipient_sealed' | 'params_sealed';
  readonly rowId: string;
}

const EMAIL = /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/;
const PHONE = /^\+[1-9]\d{6,14}$/;

/**
 * The address as it is used: e-mail trimmed and in lower case, phone numbers in E.164. `null` when it is none, or holds what
 * would become a second recipient or header.
 */
export function normalisedRecipient(channel: DeliveryChannel, to: string): string | null {
  if (channel === 'email') {
    const email = to.normalize('NFC').trim().toLowerCase();
    return email.length <= 254 && EMAIL.test(email) ? email : null;
  }
  const phone = to.replace(/[\s().-]/g, '').replace(/^00/, '+');
  return PHONE.test(phone) ? phone : null;
}

/**
 * The outbox is sealed with the installation's keys, also inside of an organization's wall: a message may be queued before an
 * organization is entered, and what is in it is gone after some weeks.
 */
function ofInstallation(tx: Handle): GlobalTx {
  return {
    db: tx.db,
    query: (text, values, name) => tx.query(text, values, name),
    enter: () => Promise.reject(new Error('the outbox is sealed where it stands')),
  };
}

export function sealForOutbox(
  { personal }: WithPersonal,
  tx: Handle,
  place: SealedPlace,
  text: string,
): Promise<string> {
  return personal.seal(ofInstallation(tx), place, text);
}

export function openFromOutbox(
  { personal }: WithPersonal,
  tx: Handle,
  place: SealedPlace,
  sealed: string,
): Promise<string> {
  return personal.open(ofInstallation(tx), place, sealed);
}

/** Opens the recipients of a list, in its order. */
export function openRecipients(
  { personal }: WithPersonal,
  tx: Handle,
  table: SealedPlace['table'],
  rows: readonly { readonly rowId: string; readonly sealed: string }[],
): Promise<string[]> {
  const items = rows.map(({ rowId, sealed }) => ({ field: { table, column: 'recipient_sealed', rowId }, sealed }));
  return personal.openMany(ofInstallation(tx), items);
}

/** Whose wish about which kind of message a link of unsubscribing speaks for. */
export interface Subscriber {
  readonly organizationId: string;
  readonly userId: string;
  readonly category: string;
}

/** What nobody but this installation can make: it stands in a link, and is nowhere kept. */
export function subscriberMark(
  { personal }: WithPersonal,
  tx: Handle,
  { organizationId, userId, category }: Subscriber,
): Promise<string> {
  const text = `${organizationId} ${userId} ${category}`;
  return personal.blindIndex(ofInstallation(tx), 'message.unsubscribe', 'text', text);
}

/** Finds what was sent to a normalised address. */
export function recipientIndex(
  { personal }: WithPersonal,
  tx: Handle,
  channel: DeliveryChannel,
  recipient: string,
): Promise<string> {
  return personal.blindIndex(
    ofInstallation(tx),
    'message.recipient',
    channel === 'email' ? 'email' : 'phone',
    recipient,
  );
}
