import type { access as english } from '../en/access.ts';
import type { Translation } from '../model.ts';

export const access: Translation<typeof english> = {
  'access/requested': {
    subject: 'استلمنا طلبك الخاص بـ {shopName}',
    body: [
      'لقد طلبت الوصول لـ {shopName} ضمن الخطة «{planName}». طلبك بانتظار التحقق من الدفع.',
      'سيصلك رمز لإعداد متجرك فور إتمام ذلك. لا يمكن تفعيل أي شيء قبل ذلك.',
      'إذا لم تكن أنت من طلب ذلك فليس عليك القيام بأي شيء.',
    ],
  },
  'access/code': {
    subject: 'رمزك الخاص بـ {shopName}',
    body: [
      'تم التحقق من دفعة {shopName}. هذا الرمز يفعّل وصولك:',
      '{code}',
      'يعمل مرة واحدة خلال {minutes} دقيقة. لن يطلبه منك أحد من طرفنا أبدًا.',
    ],
    action: 'إعداد متجرك',
    short: '{code} يفعّل {shopName}. يعمل مرة واحدة خلال {minutes} دقيقة. لا تخبر به أحدًا.',
  },
  'access/rejected': {
    subject: 'طلبك الخاص بـ {shopName}',
    body: ['لم تتم الموافقة على طلب الوصول لـ {shopName}. السبب: {reason}', 'يمكنك تقديم طلب جديد.'],
    action: 'تقديم طلب جديد',
  },
  'access/reminder': {
    subject: '{shopName} مدفوع حتى {until}',
    body: [
      'تنتهي المدة المدفوعة لـ {shopName} في {until}، بعد {days} يومًا.',
      'يرجى تجديدها لدى من يدير النظام. يبقى كل شيء يعمل لمدة سبعة أيام بعد الانتهاء، ثم يصبح المكتب للقراءة فقط. تستمر صناديقك في البيع على أي حال ولن يضيع شيء.',
    ],
  },
  'access/ended': {
    subject: 'انتهت المدة المدفوعة لـ {shopName}',
    body: [
      'انتهت المدة المدفوعة لـ {shopName} في {until}. يبقى كل شيء يعمل لمدة سبعة أيام، ثم يصبح المكتب للقراءة فقط.',
      'تستمر صناديقك في البيع ويستمر التصدير. فور التجديد يمكن تغيير كل شيء من جديد.',
    ],
  },
};
