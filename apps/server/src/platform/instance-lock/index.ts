export { acquireLock, currentHolder, type InstanceLock, LockedError, type LockHolder } from './lock.ts';
