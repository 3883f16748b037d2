import type { Templates } from '../model.ts';

export const people = {
  'people/invitation': {
    category: 'access',
    sample: {
      shopName: 'Duka la Amina',
      displayName: 'Juma',
      inviterName: 'Amina',
      organizationId: '01900000-0000-7000-8000-000000000001',
      invitationId: '01900000-0000-7000-8000-000000000002',
    },
    link: '/join?shop={organizationId}&invitation={invitationId}',
    text: {
      subject: '{inviterName} invites you to {shopName}',
      body: [
        'Hello {displayName}, {inviterName} would like you to join {shopName}.',
        'Open the invitation and ask for a code: it is sent to this address. The invitation holds for seven days.',
        'If you do not know {inviterName}, there is nothing that you need to do.',
      ],
      action: 'Open the invitation',
    },
  },
  'people/join-code': {
    category: 'access',
    sample: { shopName: 'Duka la Amina', code: '7H3K9M' },
    text: {
      subject: 'Your code to join {shopName}',
      body: [
        'This code accepts the invitation to {shopName}:',
        '{code}',
        'It works once, for 15 minutes. Nobody of the shop will ever ask you for it.',
      ],
      short: '{code} is your code to join {shopName}. It works once, for 15 minutes.',
    },
  },
} as const satisfies Templates;
