import { z } from 'zod';
import { count, cursor, flag, isoTime, limit, text, uuid } from './wire.ts';

export const deliveryChannel = z.enum(['email', 'sms']);
export type DeliveryChannel = z.infer<typeof deliveryChannel>;
export const messageChannel = z.enum(['email', 'sms', 'in-app']);
export type MessageChannel = z.infer<typeof messageChannel>;
export const messageState = z.enum(['queued', 'sending', 'delivered', 'failed', 'expired', 'suppressed']);
export type MessageState = z.infer<typeof messageState>;
export const messageLanguage = z.enum(['en', 'sw', 'fr', 'ar']);
export type MessageLanguage = z.infer<typeof messageLanguage>;
export const messageCategory = z.enum(['security', 'access', 'shop']);
export type MessageCategory = z.infer<typeof messageCategory>;

/** `installation`: messages that belong to no shop, for whoever runs the installation. */
const scope = z.enum(['shop', 'installation']).default('shop');
export const scopeQuery = z.strictObject({ scope });

export const messageQuery = z.strictObject({
  scope,
  state: messageState.optional(),
  channel: deliveryChannel.optional(),
  template: text(100, 1).optional(),
  /** A whole address: it is found by its fingerprint. */
  to: text(254, 1).optional(),
  /** What the subjects are said in. */
  language: messageLanguage.default('en'),
  cursor: cursor.optional(),
  limit: limit(100, 50),
});
export type MessageQuery = z.output<typeof messageQuery>;

/** A message of the delivery log. What it said is not in it. */
export const messageItem = z.strictObject({
  messageId: uuid,
  channel: deliveryChannel,
  template: z.string(),
  /** A place that a secret fills stays open. */
  subject: z.string(),
  to: z.string(),
  state: messageState,
  attempts: count,
  /** Why it is where it is: `no-channel`, `smtp-550`, `bounced`. */
  lastCode: z.string().nullable(),
  createdAt: isoTime,
  /** While it is queued: when it is tried next. */
  nextAttemptAt: isoTime.nullable(),
  expiresAt: isoTime,
  finishedAt: isoTime.nullable(),
  /** Whether it may be sent again: what was secret is not kept. */
  canRetry: z.boolean(),
});
export type MessageItem = z.infer<typeof messageItem>;
export const messageList = z.strictObject({ items: z.array(messageItem), nextCursor: z.string().nullable() });
export type MessageList = z.infer<typeof messageList>;

/** What a link in a mail carries; the form of RFC 8058, or nothing from our own page. */
export const unsubscribeParams = z.strictObject({ token: text(200, 20) });
export const unsubscribeBody = z.object({ 'List-Unsubscribe': z.literal('One-Click').optional() });
export const unsubscribed = z.strictObject({ category: messageCategory });
export type Unsubscribed = z.infer<typeof unsubscribed>;

/** The ways out of this installation, and how many messages wait. */
export const channelList = z.strictObject({
  channels: z.array(
    z.strictObject({ channel: deliveryChannel, isConfigured: z.boolean(), waiting: count, failed: count }),
  ),
});
export type ChannelList = z.infer<typeof channelList>;

export const messageParams = z.strictObject({ messageId: uuid });
export const retryRequest = z.strictObject({ scope });
export const testMessageRequest = z.strictObject({
  /** Made by the asker: the same again sends nothing more. */
  messageId: uuid,
  channel: deliveryChannel,
  to: text(254, 1),
  language: messageLanguage,
});
export type TestMessageRequest = z.infer<typeof testMessageRequest>;

export const templateList = z.strictObject({
  templates: z.array(z.strictObject({ name: z.string(), category: messageCategory, subject: z.string() })),
});
export type TemplateList = z.infer<typeof templateList>;
export const previewQuery = z.strictObject({ template: text(100, 1), language: messageLanguage });
export const preview = z.strictObject({
  language: messageLanguage,
  direction: z.enum(['ltr', 'rtl']),
  subject: z.string(),
  paragraphs: z.array(z.strictObject({ text: z.string(), isLarge: z.boolean() })),
  /** What the button says that follows the link. */
  action: z.string().nullable(),
  sms: z.string(),
});
export type Preview = z.infer<typeof preview>;

export const suppressionItem = z.strictObject({
  channel: deliveryChannel,
  /** Names the entry. */
  index: z.string(),
  to: z.string(),
  reason: z.enum(['bounced', 'unsubscribed', 'manual']),
  createdAt: isoTime,
});
export type SuppressionItem = z.infer<typeof suppressionItem>;
export const suppressionList = z.strictObject({ items: z.array(suppressionItem) });
export type SuppressionList = z.infer<typeof suppressionList>;
export const suppressionRequest = z.strictObject({ channel: deliveryChannel, to: text(254, 1) });
export const suppressionParams = z.strictObject({
  channel: deliveryChannel,
  index: z.string().regex(/^[\w-]{1,64}$/),
});

/** What the asker wants of what may be switched off; safety and what one asked for always arrive. */
export const preferenceList = z.strictObject({
  preferences: z.array(
    z.strictObject({
      category: messageCategory,
      channel: messageChannel,
      isWanted: z.boolean(),
      isSwitchable: z.boolean(),
    }),
  ),
});
export type PreferenceList = z.infer<typeof preferenceList>;
export const preferenceRequest = z.strictObject({
  category: messageCategory,
  channel: messageChannel,
  isWanted: z.boolean(),
});

export const noticeQuery = z.strictObject({
  /** Only what has not been read. */
  isUnread: flag.optional(),
  /** What the notices are said in. */
  language: messageLanguage.default('en'),
  cursor: cursor.optional(),
  limit: limit(100, 30),
});
export type NoticeQuery = z.output<typeof noticeQuery>;
export const noticeItem = z.strictObject({
  noticeId: uuid,
  title: z.string(),
  text: z.string(),
  /** Where it leads inside of the program. */
  path: z.string().nullable(),
  action: z.string().nullable(),
  direction: z.enum(['ltr', 'rtl']),
  createdAt: isoTime,
  isRead: z.boolean(),
});
export type NoticeItem = z.infer<typeof noticeItem>;
export const noticeList = z.strictObject({
  items: z.array(noticeItem),
  nextCursor: z.string().nullable(),
  unread: count,
});
export type NoticeList = z.infer<typeof noticeList>;
export const unreadCount = z.strictObject({ unread: count });
export type UnreadCount = z.infer<typeof unreadCount>;
export const readRequest = z.strictObject({ noticeIds: z.array(uuid).min(1).max(100) });
