export { isWeakPin } from './pin.ts';
