export { type DeviceSession, openSession, type SessionState, type ShopUser } from './session.ts';
