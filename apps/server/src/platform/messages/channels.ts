import type { DeliveryChannel } from './model.ts';

/** A file that goes with an e-mail. */
export interface Attachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/** One message as it leaves. */
export interface Outgoing {
  /** Stays the same at each attempt, so that a recipient's system can tell a repeat from another message. */
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** E-mail only. */
  readonly html: string;
  /** E-mail only: where one click ends messages of this kind (RFC 8058). Absent for what cannot be switched off. */
  readonly unsubscribeUrl?: string;
  /** E-mail only. */
  readonly attachments?: readonly Attachment[];
}

/**
 * What became of an attempt. `temporary` is tried again; `permanent` is not; `bounced` is permanent because of the address.
 * The code is a short word for the log, never what the provider wrote: that may hold the address or the text.
 */
export type Outcome =
  | { readonly kind: 'delivered'; readonly reference: string | null }
  | { readonly kind: 'temporary' | 'permanent' | 'bounced'; readonly code: string };

/** Hands a message over to whoever carries it on. Never throws for what the other side says or does not say. */
export interface Sender {
  send(message: Outgoing): Promise<Outcome>;
  close(): void;
}

/** The ways out of this installation; one that is absent was not configured. */
export type Senders = Readonly<Partial<Record<DeliveryChannel, Sender>>>;
