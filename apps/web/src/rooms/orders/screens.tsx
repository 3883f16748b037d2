import './words.ts';

import './words.ts';

export { OrderScreen } from './order-screen.tsx';
export { OrdersScreen } from './orders-screen.tsx';
export { ReturnScreen } from './return-screen.tsx';
