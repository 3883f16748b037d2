/**
 * What the security page tells of: who came in or tried to, who may do what since, and which device may sell. Written by the
 * rooms that do it; a name that nobody writes finds nothing.
 */
export const SECURITY_ACTIONS: readonly string[] = [
  'access.refused',
  'session.opened',
  'session.reused',
  'session.ended',
  'device.known',
  'device.new',
  'password.changed',
  'password.recovered',
  'factor.added',
  'factor.removed',
  'user.created',
  'user.updated',
  'user.suspended',
  'user.activated',
  'role.created',
  'role.updated',
  'role.deleted',
  'grants.set',
  'register.enrolled',
  'register.enrolled-again',
  'register.revoked',
  'address-rule.set',
  'address-rule.removed',
  'address-block.lifted',
  'audit.exported',
];
