import type { install as english } from '../en/install.ts';
import type { Translation } from '../message.ts';

/** Words about installing the program on this device. */
export const install: Translation<typeof english> = {
  title: 'Sakinisha kwenye kifaa hiki',
  why: 'Ikisakinishwa, Mosaajii ina dirisha lake, njia zote za mkato, na hufunguka bila mtandao.',
  install: 'Sakinisha',
  notNow: 'Sio sasa',
  isInstalled: 'Imesakinishwa: ina dirisha lake.',
  byMenu:
    'Kivinjari hiki huisakinisha kutoka kwenye upau wa anwani au menyu yake, kikiweza: tafuta “Install” au “Add to home screen”.',
  stepShare: 'Bonyeza Share kwenye ukingo wa Safari.',
  stepAdd: 'Shuka hadi “Add to Home Screen”, bonyeza, kisha Add.',
  stepOpen: 'Kuanzia sasa fungua Mosaajii kutoka skrini ya mwanzo.',
};
