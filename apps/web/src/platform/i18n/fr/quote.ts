import type { quote as english } from '../en/quote.ts';
import type { Translation } from '../message.ts';

export const quote: Translation<typeof english> = {
  lines: 'Ce qui est proposé',
  madeBy: 'Établi par {name} à {register}, {time}',
  reductions: 'Remises',
  sheet: 'Feuille',
  'sheet.a4': 'A4',
  'sheet.letter': 'Letter',
  'sheet.roll': 'Rouleau de caisse',
  pdf: 'PDF',
  mail: 'Envoyer par e-mail',
  unwritten:
    'La caisse qui a établi ce devis n’a pas envoyé ce qui y est écrit. Rappelez-le à une caisse pour le voir et l’imprimer.',
  mailText: 'Sert pour ce seul devis. Sans le serveur il attend sur cet appareil et part de lui-même.',
  mailSend: 'Envoyer le devis',
  mailSent: 'Le devis est en route',
  mailWaiting: 'Il part dès que cet appareil a atteint le serveur',
};
