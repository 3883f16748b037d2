import { identity } from '../../platform/i18n/en/identity.ts';
import { addMessages } from '../../platform/i18n/index.ts';

addMessages('identity', identity);
