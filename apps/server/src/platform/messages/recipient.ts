import { createHash } from 'node:crypto';
import type { DeliveryChannel } from './model.ts';

/** How a recipient is kept: `sealed` gives the address back to whoever delivers, `index` finds it again. */
export interface KeptRecipient {
  readonly sealed: string;
  readonly index: string;
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

export function keepRecipient(organizationId: string, recipient: string): KeptRecipient {
  return { sealed: recipient, index: recipientIndex(organizationId, recipient) };
}

export function recipientIndex(organizationId: string, recipient: string): string {
  return createHash('sha256').update(`${organizationId}\n${recipient}`).digest('hex').slice(0, 32);
}

export function openRecipient(sealed: string): string {
  return sealed;
}
