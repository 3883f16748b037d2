import type { accessTerm as english } from '../en/access-term.ts';
import type { Translation } from '../message.ts';

/** What the office says about the end of the paid time. */
export const accessTerm: Translation<typeof english> = {
  renew: 'تجديد',
  due: 'هذا المتجر مدفوع حتى {date}.',
  grace: 'انتهت المدة المدفوعة في {date}. كل شيء يعمل حتى {lapses}؛ بعدها يمكن قراءة المكتب فقط.',
  lapsed:
    'انتهت المدة المدفوعة: يمكن قراءة المكتب وتصديره فقط. الصناديق تواصل البيع. التغييرات ممكنة مجددًا فور التجديد.',
};
