import type { account as english } from '../en/account.ts';
import type { Translation } from '../model.ts';

export const account: Translation<typeof english> = {
  'account/recovery-code': {
    subject: 'رمزك لكلمة مرور جديدة',
    body: [
      'مرحبًا {name}، طلب شخص ما كلمة مرور جديدة لحسابك. هذا هو الرمز:',
      '{code}',
      'يصلح لمدة {minutes} دقائق ولا يفيد في شيء آخر. إن لم تكن أنت، فلا يلزمك فعل شيء: لا يدخل أحد من دونه.',
    ],
  },
  'account/password-changed': {
    subject: 'تم تغيير كلمة مرورك',
    body: [
      'مرحبًا {name}، تم تغيير كلمة مرور حسابك الآن، وتم تسجيل الخروج من كل الأماكن الأخرى.',
      'إن لم تكن أنت، فاطلب كلمة مرور جديدة فورًا من صفحة تسجيل الدخول وأخبر أحد مديري متجرك.',
    ],
  },
};
