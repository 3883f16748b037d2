export type { Outcome, Outgoing, Sender, Senders } from './channels.ts';
export { enqueueMessage } from './enqueue.ts';
export {
  type Channel,
  DELIVER_TASK,
  type DeliveryChannel,
  deliveryKey,
  INSTALLATION,
  type Message,
  type MessageDeps,
} from './model.ts';
export { keepRecipient, normalisedRecipient, openRecipient, recipientIndex } from './recipient.ts';
