import type { device as english } from '../en/device.ts';
import type { Translation } from '../message.ts';

/** Words about this device: what is saved here, what waits, what is ready. */
export const device: Translation<typeof english> = {
  synced: 'Synchronisé',
  syncing: 'Envoi de {count}',
  offline: 'Hors ligne',
  offlineSaved: {
    one: 'Hors ligne · {count} gardé ici',
    many: 'Hors ligne · {count} gardés ici',
    other: 'Hors ligne · {count} gardés ici',
  },
  needYou: { one: '{count} vous attend', many: '{count} vous attendent', other: '{count} vous attendent' },
  updateReady: 'Mise à jour prête',
  openQueue: 'Synchronisation : {state}. Ouvrir la file.',
  sessionDevice: '{browser} sur {system}',
  sessionUnknown: 'Navigateur inconnu',
  sessionUnknownSystem: 'un système inconnu',
};
