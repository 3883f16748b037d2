import { orders } from '../../platform/i18n/en/orders.ts';
import { addMessages } from '../../platform/i18n/index.ts';

addMessages('orders', orders);
