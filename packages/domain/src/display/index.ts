export { type DisplayChannel, formatDisplayChannel, newDisplayChannel, readDisplayChannel } from './channel.ts';
