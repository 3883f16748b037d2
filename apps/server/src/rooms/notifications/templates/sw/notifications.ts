import type { notifications as english } from '../en/notifications.ts';
import type { Translation } from '../model.ts';

export const notifications: Translation<typeof english> = {
  'notifications/test': {
    subject: 'Ujumbe wa majaribio kutoka {shopName}',
    body: [
      '{senderName} ametuma ujumbe huu ili kuona kama ujumbe wa {shopName} unafika.',
      'Umefika. Huhitaji kufanya chochote.',
    ],
    action: 'Fungua ujumbe',
  },
  'notifications/undeliverable': {
    subject: 'Ujumbe haukuweza kufikishwa',
    body: ['“{subject}” ({channel}) haukumfikia mpokeaji. Kumbukumbu ya utumaji inaeleza sababu.'],
    action: 'Fungua kumbukumbu ya utumaji',
  },
};
