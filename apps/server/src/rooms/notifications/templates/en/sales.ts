import type { Templates } from '../model.ts';

const RECEIPT = { shopName: 'Duka la Amina', receiptNumber: 'S1-R2-A-000214', total: 'KES 316.80' };

/** What customers are sent, who asked for it at the till; and what managers are told of payments. */
export const sales = {
  'sales/receipt': {
    category: 'access',
    sample: RECEIPT,
    text: {
      subject: 'Your receipt from {shopName}',
      body: ['Thank you for your purchase at {shopName}. Your receipt {receiptNumber} over {total} is attached.'],
    },
  },
  'sales/receipt-link': {
    category: 'access',
    sample: { ...RECEIPT, token: 'AZMCe1hQfYmAAAAAAAAAAQGTAntYUH2JgAAAAAAAAAHq0nWlq1yTz8mJ0mH2kq3X' },
    link: '/r/{token}',
    text: {
      subject: 'Your receipt from {shopName}',
      body: [
        'Thank you for your purchase at {shopName}. Your receipt {receiptNumber} over {total} is attached. You can also read it online.',
      ],
      action: 'Read the receipt',
    },
  },
  'sales/receipt-sms': {
    category: 'access',
    sample: { ...RECEIPT, token: 'AZMCe1hQfYmAAAAAAAAAAQGTAntYUH2JgAAAAAAAAAHq0nWlq1yTz8mJ0mH2kq3X' },
    link: '/r/{token}',
    text: {
      subject: 'Your receipt from {shopName}',
      body: ['Your receipt {receiptNumber} over {total}.'],
      action: 'Read the receipt',
      short: '{shopName}: your receipt {receiptNumber} over {total}: {link}',
    },
  },
  'sales/quote': {
    category: 'access',
    sample: { shopName: RECEIPT.shopName, number: 'Q-000012', total: 'KES 316.80', validUntil: '2026-12-15' },
    text: {
      subject: 'Your quote from {shopName}',
      body: ['The quote {number} of {shopName} over {total} is attached. Its prices hold until {validUntil}.'],
    },
  },
  'sales/cards-to-check': {
    category: 'shop',
    sample: { count: 3, days: 2 },
    link: '/cards-to-check',
    text: {
      subject: 'Card payments wait for an answer',
      body: [
        'Nobody was sure whether {count} card payments went through, and for more than {days} days nobody has said so. Compare them with the report of the terminal or the statement of your bank.',
      ],
      action: 'See the card payments',
    },
  },
  'sales/card-answers-differ': {
    category: 'shop',
    sample: { receiptNumber: 'S1-R2-A-000214' },
    link: '/cards-to-check',
    text: {
      subject: 'Two answers about the card of {receiptNumber}',
      body: [
        'The office and the till answered differently whether the card of receipt {receiptNumber} went through. The books follow the till. Look at the report of the terminal and see that it is right.',
      ],
      action: 'See both answers',
    },
  },
  'sales/layaway-overdue': {
    category: 'shop',
    sample: { number: 'L-S1-R2-A-000214', dueOn: '2026-11-20' },
    link: '/layaways',
    text: {
      subject: 'Layaway {number} is overdue',
      body: ['It was to be picked up by {dueOn}, and nobody has completed or cancelled it.'],
      action: 'Open the layaways',
    },
  },
} as const satisfies Templates;
