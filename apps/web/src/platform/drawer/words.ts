import { drawer } from '../i18n/en/drawer.ts';
import { addMessages } from '../i18n/index.ts';

/** The drawer's words come with its dialogs: the first scan does not carry them. */
addMessages('drawer', drawer);
