import type { sales as english } from '../en/sales.ts';
import type { Translation } from '../model.ts';

export const sales: Translation<typeof english> = {
  'sales/receipt': {
    subject: 'إيصالك من {shopName}',
    body: ['شكرًا لشرائك من {shopName}. إيصالك {receiptNumber} بمبلغ {total} مرفق.'],
  },
  'sales/receipt-link': {
    subject: 'إيصالك من {shopName}',
    body: ['شكرًا لشرائك من {shopName}. إيصالك {receiptNumber} بمبلغ {total} مرفق. ويمكنك أيضًا قراءته على الإنترنت.'],
    action: 'قراءة الإيصال',
  },
  'sales/receipt-sms': {
    subject: 'إيصالك من {shopName}',
    body: ['إيصالك {receiptNumber} بمبلغ {total}.'],
    action: 'قراءة الإيصال',
    short: '{shopName}: إيصالك {receiptNumber} بمبلغ {total}: {link}',
  },
  'sales/quote': {
    subject: 'عرض السعر من {shopName}',
    body: ['عرض السعر {number} من {shopName} بقيمة {total} مرفق. أسعاره سارية حتى {validUntil}.'],
  },
  'sales/cards-to-check': {
    subject: 'مدفوعات بطاقة تنتظر جوابًا',
    body: [
      'لم يتأكد أحد من قبول {count} من مدفوعات البطاقة، ولم يجب أحد منذ أكثر من {days} أيام. قارنها بتقرير الجهاز أو كشف المصرف.',
    ],
    action: 'عرض مدفوعات البطاقة',
  },
  'sales/card-answers-differ': {
    subject: 'جوابان عن بطاقة {receiptNumber}',
    body: [
      'أجاب المكتب والصندوق جوابين مختلفين عن بطاقة الإيصال {receiptNumber}. الدفاتر تتبع الصندوق. انظر إلى تقرير الجهاز وتأكد من صحة ذلك.',
    ],
    action: 'عرض الجوابين',
  },
  'sales/layaway-overdue': {
    subject: 'حجز البضاعة {number} متأخر',
    body: ['كان يجب استلامه حتى {dueOn}، ولم يُكمله أحد ولم يُلغه.'],
    action: 'فتح الحجوزات',
  },
};
