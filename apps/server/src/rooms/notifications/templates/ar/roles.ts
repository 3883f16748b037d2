import type { roles as english } from '../en/roles.ts';
import type { Translation } from '../model.ts';

export const roles: Translation<typeof english> = {
  'roles/approval-asked': {
    subject: 'يطلب منك {name} الموافقة على تغيير: {subject}',
    body: [
      'يريد {name} منح صلاحيات أكثر: {subject}. ينتظر التغيير شخصًا آخر يحق له تغيير الأدوار.',
      'اطّلع عليه تحت Approvals، ثم وافق عليه أو ارفضه خلال سبعة أيام.',
    ],
    action: 'افتح الأدوار',
  },
  'roles/change-approved': {
    subject: 'وافق {name} على التغيير الذي طلبته: {subject}',
    body: ['تم التغيير الذي طلبته بشأن {subject}.'],
    action: 'افتح الأدوار',
  },
  'roles/change-declined': {
    subject: 'رفض {name} التغيير الذي طلبته: {subject}',
    body: ['لم يتغير شيء بشأن {subject}. السبب الذي ذكره {name}:', '«{note}»'],
    action: 'افتح الأدوار',
  },
};
