import { storage } from '../i18n/en/storage.ts';
import { addMessages } from '../i18n/index.ts';

/** They come with what speaks of the room on a device: the first scan does not carry them. */
addMessages('storage', storage);
