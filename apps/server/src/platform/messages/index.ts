export type { Attachment, Outcome, Outgoing, Sender, Senders } from './channels.ts';
export { enqueueMessage, enqueueNotices } from './enqueue.ts';
export {
  type Channel,
  DELIVER_TASK,
  type DeliveryChannel,
  deliveryKey,
  INSTALLATION,
  type Message,
  type MessageDeps,
} from './model.ts';
export {
  normalisedRecipient,
  openFromOutbox,
  openRecipients,
  recipientIndex,
  type Subscriber,
  sealForOutbox,
  subscriberMark,
} from './recipient.ts';
export { openSenders } from './senders/open.ts';
export { readSentTo, type SentTo } from './sent-to.ts';
export type { ChannelSettings, SmsSettings, SmtpSettings } from './settings.ts';
