import type { sales as english } from '../en/sales.ts';
import type { Translation } from '../model.ts';

export const sales: Translation<typeof english> = {
  'sales/receipt': {
    subject: 'Risiti yako kutoka {shopName}',
    body: ['Asante kwa kununua {shopName}. Risiti yako {receiptNumber} ya {total} imeambatishwa.'],
  },
  'sales/receipt-link': {
    subject: 'Risiti yako kutoka {shopName}',
    body: [
      'Asante kwa kununua {shopName}. Risiti yako {receiptNumber} ya {total} imeambatishwa. Unaweza pia kuisoma mtandaoni.',
    ],
    action: 'Soma risiti',
  },
  'sales/receipt-sms': {
    subject: 'Risiti yako kutoka {shopName}',
    body: ['Risiti yako {receiptNumber} ya {total}.'],
    action: 'Soma risiti',
    short: '{shopName}: risiti yako {receiptNumber} ya {total}: {link}',
  },
  'sales/layaway-overdue': {
    subject: 'Bidhaa zilizowekwa kando {number} zimepita muda',
    body: ['Zilipaswa kuchukuliwa kufikia {dueOn}, na hakuna aliyekamilisha wala kughairi.'],
    action: 'Fungua bidhaa zilizowekwa kando',
  },
};
