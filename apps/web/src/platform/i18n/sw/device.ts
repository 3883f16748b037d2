import type { device as english } from '../en/device.ts';
import type { Translation } from '../message.ts';

/** Words about this device: what is saved here, what waits, what is ready. */
export const device: Translation<typeof english> = {
  synced: 'Imesawazishwa',
  syncing: 'Inatuma {count}',
  offline: 'Nje ya mtandao',
  offlineSaved: {
    one: 'Nje ya mtandao · {count} imehifadhiwa hapa',
    other: 'Nje ya mtandao · {count} zimehifadhiwa hapa',
  },
  needYou: { one: '{count} inakuhitaji', other: '{count} zinakuhitaji' },
  updateReady: 'Toleo jipya liko tayari',
  openQueue: 'Usawazishaji: {state}. Fungua foleni.',
  sessionDevice: '{browser} kwenye {system}',
  sessionUnknown: 'Kivinjari kisichojulikana',
  sessionUnknownSystem: 'mfumo usiojulikana',
};
