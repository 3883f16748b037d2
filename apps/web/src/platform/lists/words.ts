import { lists } from '../i18n/en/lists.ts';
import { addMessages } from '../i18n/index.ts';

addMessages('lists', lists);
