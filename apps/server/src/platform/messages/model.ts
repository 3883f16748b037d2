import type { Deps } from '../deps.ts';

/** Stands in the place of the organization where there is none: messages of the installation have a wall of their own. */
export const INSTALLATION = '00000000-0000-0000-0000-000000000000';

export type DeliveryChannel = 'email' | 'sms';
export type Channel = DeliveryChannel | 'in-app';

export interface Message {
  /** Names the message: queued twice with the same id it is sent once. */
  readonly messageId: string;
  /** Null: the message belongs to the installation, such as the answer to a request for access. */
  readonly organizationId: string | null;
  readonly channel: Channel;
  /** A name of the registry in `rooms/notifications/templates`. */
  readonly template: string;
  /** E-mail address or phone number (+254 …); empty for a notice inside of the program. */
  readonly to: string;
  readonly accountId?: string | null;
  /** Whose preferences count; a notice has to have one. */
  readonly userId?: string | null;
  /** BCP 47; English where a template does not speak the language. */
  readonly locale: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** The params are for the recipient alone: sealed, wiped after delivery, in no log. */
  readonly isSecret?: boolean;
  /** Not delivered after this; 7 days when absent. */
  readonly expiresAt?: Date;
}

/** What queueing needs; every use case has it. */
export type MessageDeps = Pick<Deps, 'clock' | 'jobs' | 'personal'>;

/** The job that delivers one message. */
export const DELIVER_TASK = 'messages.deliver';

/** One waiting job for each message: what is planned later takes the place of what was planned before. */
export function deliveryKey(organizationId: string, messageId: string): string {
  return `message:${organizationId}:${messageId}`;
}
