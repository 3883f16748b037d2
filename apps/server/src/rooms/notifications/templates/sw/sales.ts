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
  'sales/quote': {
    subject: 'Makadirio ya bei kutoka {shopName}',
    body: ['Makadirio ya bei {number} ya {shopName} ya {total} yameambatishwa. Bei zake ni halali hadi {validUntil}.'],
  },
  'sales/cards-to-check': {
    subject: 'Malipo ya kadi yanasubiri jibu',
    body: [
      'Hakuna aliyekuwa na uhakika kama malipo {count} ya kadi yalipita, na kwa zaidi ya siku {days} hakuna aliyejibu. Yalinganishe na ripoti ya mashine au taarifa ya benki yako.',
    ],
    action: 'Ona malipo ya kadi',
  },
  'sales/card-answers-differ': {
    subject: 'Majibu mawili kuhusu kadi ya {receiptNumber}',
    body: [
      'Ofisi na till zimejibu tofauti kama kadi ya risiti {receiptNumber} ilipita. Vitabu vinafuata till. Angalia ripoti ya mashine uhakikishe ni sahihi.',
    ],
    action: 'Ona majibu yote mawili',
  },
  'sales/layaway-overdue': {
    subject: 'Bidhaa zilizowekwa kando {number} zimepita muda',
    body: ['Zilipaswa kuchukuliwa kufikia {dueOn}, na hakuna aliyekamilisha wala kughairi.'],
    action: 'Fungua bidhaa zilizowekwa kando',
  },
};
