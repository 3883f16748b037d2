import type { notifications as english } from '../en/notifications.ts';
import type { Translation } from '../model.ts';

export const notifications: Translation<typeof english> = {
  'notifications/test': {
    subject: 'رسالة تجريبية من {shopName}',
    body: [
      'أرسل {senderName} هذه الرسالة للتحقق من وصول رسائل {shopName}.',
      'لقد وصلت الرسالة، وليس عليك القيام بأي شيء.',
    ],
    action: 'فتح الرسائل',
  },
  'notifications/undeliverable': {
    subject: 'تعذّر تسليم رسالة',
    body: ['لم تصل الرسالة «{subject}» ({channel}) إلى المستلم. يوضح سجل الإرسال السبب.'],
    action: 'فتح سجل الإرسال',
  },
};
