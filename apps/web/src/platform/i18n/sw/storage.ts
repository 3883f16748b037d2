import type { storage as english } from '../en/storage.ts';
import type { Translation } from '../message.ts';

/** Words of the room that a device has for what it saves. */
export const storage: Translation<typeof english> = {
  nearlyFull:
    'Kifaa hiki kinakaribia kujaa. Kilichohifadhiwa hapa kiko salama; kikijaa, till haipokei pesa. Kiunganishe ili mauzo yatumwe, futa baadhi ya faili, au tumia wasifu mwingine wa kivinjari.',
  figures: '{used} kati ya {quota} za kifaa hiki zimetumika.',
};
