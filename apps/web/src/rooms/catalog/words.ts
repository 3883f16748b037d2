import { catalog } from '../../platform/i18n/en/catalog.ts';
import { addMessages } from '../../platform/i18n/index.ts';

addMessages('catalog', catalog);
