import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { enqueueMessage } from '../../../platform/messages/index.ts';

interface Letter {
  /** Makes a repeat harmless. */
  readonly messageId: string;
  readonly template: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly isSecret?: boolean;
  readonly expiresAt?: Date;
  readonly channel?: 'email' | 'sms';
}

/** Writes to somebody who asked for access, outside of every organization, in the language that they chose. */
export function writeTo(
  deps: Pick<Deps, 'clock' | 'jobs' | 'personal'>,
  tx: GlobalTx,
  to: { readonly email: string; readonly phone: string; readonly locale: string },
  { channel = 'email', ...letter }: Letter,
): Promise<unknown> {
  return enqueueMessage(deps, tx, {
    ...letter,
    channel,
    organizationId: null,
    to: channel === 'email' ? to.email : to.phone,
    locale: to.locale,
  });
}
