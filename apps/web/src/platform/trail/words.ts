import { deeds } from '../i18n/en/deeds.ts';
import { trail } from '../i18n/en/trail.ts';
import { addMessages } from '../i18n/index.ts';

/** They come with the pages that show the trail: nothing else carries them. */
addMessages('deeds', deeds);
addMessages('trail', trail);
