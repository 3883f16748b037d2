import type { people as english } from '../en/people.ts';
import type { Translation } from '../model.ts';

export const people: Translation<typeof english> = {
  'people/invitation': {
    subject: '{inviterName} يدعوك للانضمام إلى {shopName}',
    body: [
      'مرحبًا {displayName}، يود {inviterName} أن تنضم إلى {shopName}.',
      'افتح الدعوة واطلب رمزًا: سيُرسل إلى هذا العنوان. تبقى الدعوة صالحة سبعة أيام.',
      'إذا كنت لا تعرف {inviterName} فلا حاجة إلى فعل أي شيء.',
    ],
    action: 'فتح الدعوة',
  },
  'people/join-code': {
    subject: 'رمزك للانضمام إلى {shopName}',
    body: [
      'هذا الرمز يقبل دعوة {shopName}:',
      '{code}',
      'يعمل مرة واحدة لمدة 15 دقيقة. لن يطلبه منك أحد من المتجر أبدًا.',
    ],
    short: '{code} هو رمزك للانضمام إلى {shopName}. يعمل مرة واحدة لمدة 15 دقيقة.',
  },
};
