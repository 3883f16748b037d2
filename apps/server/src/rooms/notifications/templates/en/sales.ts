import type { Templates } from '../model.ts';

const RECEIPT = { shopName: 'Duka la Amina', receiptNumber: 'S1-R2-A-000214', total: 'KES 316.80' };

/** What customers are sent; they asked for it at the till. */
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
