import type { approvals as english } from '../en/approvals.ts';
import type { Translation } from '../model.ts';

export const approvals: Translation<typeof english> = {
  'approvals/asked': {
    subject: '{name} anaomba idhini yako kwenye {register}',
    body: [
      '{name} anataka kufanya jambo kwenye mashine ya mauzo {register} linalozidi ruhusa yake, na mteja anasubiri.',
      'Liangalie chini ya Idhini, kisha liidhinishe au likatae ndani ya dakika kumi.',
    ],
    action: 'Liangalie',
  },
};
