import type { Templates } from '../model.ts';

export const notifications = {
  'notifications/test': {
    category: 'security',
    sample: { shopName: 'Duka la Amina', senderName: 'Amina' },
    link: '/messages',
    text: {
      subject: 'Test message from {shopName}',
      body: [
        '{senderName} sent this message to see whether messages of {shopName} arrive.',
        'It did arrive. There is nothing that you need to do.',
      ],
      action: 'Open the messages',
    },
  },
  'notifications/undeliverable': {
    category: 'shop',
    sample: { subject: 'Your activation code', channel: 'email' },
    link: '/messages?state=failed',
    text: {
      subject: 'A message could not be delivered',
      body: ['“{subject}” ({channel}) did not reach its recipient. The delivery log says why.'],
      action: 'Open the delivery log',
    },
  },
} as const satisfies Templates;
