import type { quote as english } from '../en/quote.ts';
import type { Translation } from '../message.ts';

export const quote: Translation<typeof english> = {
  lines: 'ما عُرض',
  madeBy: 'أعدّه {name} على {register}، {time}',
  reductions: 'تخفيضات',
  sheet: 'الورق',
  'sheet.a4': 'A4',
  'sheet.letter': 'Letter',
  'sheet.roll': 'لفة الإيصالات',
  pdf: 'PDF',
  mail: 'إرسال بالبريد',
  unwritten: 'الصندوق الذي أعدّ هذا العرض لم يرسل ما كُتب فيه. استدعه على صندوق لرؤيته وطباعته.',
  mailText: 'يُستعمل لهذا العرض وحده. بلا خادم ينتظر على هذا الجهاز ويُرسل تلقائيًا.',
  mailSend: 'إرسال العرض',
  mailSent: 'العرض في الطريق',
  mailWaiting: 'يُرسل متى وصل هذا الجهاز إلى الخادم',
};
