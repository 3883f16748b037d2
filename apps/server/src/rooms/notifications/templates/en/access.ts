import type { Templates } from '../model.ts';

export const access = {
  'access/requested': {
    category: 'access',
    sample: { shopName: 'Duka la Amina', planName: 'Monthly', token: 'Zk3vQm8xT1sBnR7wYc5dLh2p' },
    link: '/my-request#{token}',
    text: {
      subject: 'We have your request for {shopName}',
      body: [
        'You asked for access for {shopName} with the plan “{planName}”. Your request is waiting for its payment to be verified.',
        'You will get a code by which you can set up your shop as soon as that is done. Nothing can be activated before.',
        'The link leads to your request. There you see where it stands, and you can withdraw it. If it was not you who asked, withdraw it or do nothing.',
      ],
      action: 'See your request',
    },
  },
  'access/withdrawn': {
    category: 'access',
    sample: { shopName: 'Duka la Amina' },
    link: '/request-access',
    text: {
      subject: 'Your request for {shopName} is withdrawn',
      body: [
        'You have withdrawn your request for access for {shopName}. Nothing more happens with it.',
        'If you had paid already, whoever runs the installation gives the money back. You can ask again at any time.',
      ],
      action: 'Ask again',
    },
  },
  'access/code': {
    category: 'access',
    sample: { shopName: 'Duka la Amina', code: 'A7K2M9', minutes: 15 },
    link: '/activate',
    text: {
      subject: 'Your code for {shopName}',
      body: [
        'The payment for {shopName} has been verified. This code activates your access:',
        '{code}',
        'It works once, within {minutes} minutes. Nobody of us will ever ask you for it.',
      ],
      action: 'Set up your shop',
      short: '{code} activates {shopName}. It works once, within {minutes} minutes. Tell it to nobody.',
    },
  },
  'access/rejected': {
    category: 'access',
    sample: { shopName: 'Duka la Amina', reason: 'The payment did not arrive.' },
    link: '/request-access',
    text: {
      subject: 'Your request for {shopName}',
      body: ['Your request for access for {shopName} was not granted. The reason: {reason}', 'You can ask again.'],
      action: 'Ask again',
    },
  },
  'access/reminder': {
    category: 'access',
    sample: { shopName: 'Duka la Amina', until: '2026-12-31', days: 14 },
    text: {
      subject: '{shopName} is paid for until {until}',
      body: [
        'The paid time of {shopName} ends on {until}, in {days} days.',
        'Please renew it with whoever runs your installation. For seven days after the end everything still works; then the office can only be read. Your registers go on selling in any case, and nothing is lost.',
      ],
    },
  },
  'access/ended': {
    category: 'access',
    sample: { shopName: 'Duka la Amina', until: '2026-12-31' },
    text: {
      subject: 'The paid time of {shopName} has ended',
      body: [
        'The paid time of {shopName} ended on {until}. For seven days everything still works; then the office can only be read.',
        'Your registers go on selling, and exports go on working. As soon as you renew, everything can be changed again.',
      ],
    },
  },
} as const satisfies Templates;
