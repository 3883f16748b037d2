import { ROLE_LIMITS, ROLE_PERMISSIONS, type Role } from '@mosaajii/domain/permission';
import { uuidv7 } from 'uuidv7';
import type { UserActor } from './actor.ts';

/** Somebody with a role in a shop, for tests that call a use case without HTTP: whatever is not given is new. */
export function userWith(role: Role, known: Partial<UserActor> & Pick<UserActor, 'organizationId'>): UserActor {
  return {
    kind: 'user',
    userId: uuidv7(),
    accountId: uuidv7(),
    displayName: role,
    role,
    permissions: ROLE_PERMISSIONS[role],
    limits: ROLE_LIMITS[role],
    storesOf: new Map(),
    isOperator: false,
    isLapsed: false,
    confirmedAt: new Date(),
    assurance: 'second-factor',
    sessionId: uuidv7(),
    ...known,
  };
}
