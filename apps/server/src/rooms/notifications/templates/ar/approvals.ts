import type { approvals as english } from '../en/approvals.ts';
import type { Translation } from '../model.ts';

export const approvals: Translation<typeof english> = {
  'approvals/asked': {
    subject: '{name} يطلب موافقتك عند {register}',
    body: [
      'يريد {name} القيام بشيء يتجاوز صلاحياته عند نقطة البيع {register}، والزبون ينتظر.',
      'اطّلع عليه ضمن الموافقات، ووافق أو ارفض خلال عشر دقائق.',
    ],
    action: 'الاطلاع عليه',
  },
};
