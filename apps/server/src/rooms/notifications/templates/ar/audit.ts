import type { audit as english } from '../en/audit.ts';
import type { Translation } from '../model.ts';

export const audit: Translation<typeof english> = {
  'audit/retention-set': {
    subject: 'سيُحتفظ بسجل التدقيق {months} شهرًا من الآن',
    body: [
      'قرر {name} إزالة إدخالات سجل التدقيق الأقدم من {months} شهرًا. يبدأ ذلك بعد أسبوع.',
      'صدّر ما تريد الاحتفاظ به قبل ذلك. إن لم تكن تتوقع هذا فتحدث إلى {name}.',
    ],
    action: 'افتح سجل التدقيق',
  },
  'audit/kept-for-ever': {
    subject: 'سيُحتفظ بسجل التدقيق دائمًا',
    body: ['قرر {name} ألا يُزال شيء من سجل التدقيق بعد الآن.'],
    action: 'افتح سجل التدقيق',
  },
};
