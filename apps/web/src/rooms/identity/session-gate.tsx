import { useEffect } from 'react';
import { askAs, onSignedOut } from '../../platform/api/index.ts';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { Navigate, Outlet, usePath } from '../../platform/router/index.ts';
import { watchIdle } from './idle-lock.ts';
import { rememberPlace } from './place.ts';

/** Where one may be without being signed in. */
const OPEN = new Set([
  '/welcome',
  '/lock',
  '/request-access',
  '/activate',
  '/my-request',
  '/unsubscribe',
  '/join',
  '/not-me',
  '/display',
]);
/** Where the link of a receipt leads: whoever has it may read that one paper. */
const RECEIPT_LINK = /^\/r\//;
/** Where a device that is no register has nothing to do. */
const REGISTER_ONLY = /^\/(till|shift)?$/;

/**
 * Stands before every screen: whoever is not signed in goes to the sign-in, an idle screen is locked, and a session that
 * the server has ended asks for the password again. The cart lives with the device and is there afterwards.
 */
export function SessionGate() {
  const device = useDevice();
  const { session } = device;
  const state = useObservable(session.state);
  const registration = useObservable(device.enrolment.registration);
  const isRevoked = useObservable(device.sync.status).lastProblem?.code === 'register-revoked';
  const path = usePath();
  const isSignedIn = state.status === 'signed-in';
  useEffect(() => (isSignedIn ? watchIdle(session) : undefined), [isSignedIn, session]);
  useEffect(() => onSignedOut(() => void session.lock()), [session]);
  const userId = state.status === 'signed-in' ? state.session.user.userId : undefined;
  askAs(userId);
  const needsRegister = registration === null && REGISTER_ONLY.test(path);
  if (!OPEN.has(path) && !RECEIPT_LINK.test(path) && (!isSignedIn || needsRegister || isRevoked)) {
    rememberPlace(path);
    return <Navigate to="/lock" />;
  }
  return <Outlet />;
}
