import { useEffect } from 'react';
import { askAs, onSignedOut } from '../../platform/api/index.ts';
import { useEntrance, useObservable } from '../../platform/device/index.ts';
import { Navigate, Outlet, usePath } from '../../platform/router/index.ts';
import { isKeptOut } from './gate.ts';
import { watchIdle } from './idle-lock.ts';
import { rememberPlace } from './place.ts';

/**
 * Stands before every screen: whoever is not signed in goes to the sign-in, an idle screen is locked, and a session that
 * the server has ended asks for the password again. The cart lives with the device and is there afterwards.
 */
export function SessionGate() {
  const entrance = useEntrance();
  const { session } = entrance;
  const state = useObservable(session.state);
  useObservable(entrance.enrolment.registration);
  useObservable(entrance.isRevoked);
  const path = usePath();
  const isSignedIn = state.status === 'signed-in';
  useEffect(() => (isSignedIn ? watchIdle(session) : undefined), [isSignedIn, session]);
  useEffect(() => onSignedOut(() => void session.lock()), [session]);
  const userId = state.status === 'signed-in' ? state.session.user.userId : undefined;
  askAs(userId);
  if (isKeptOut(path, entrance)) {
    rememberPlace(path);
    return <Navigate to="/lock" />;
  }
  return <Outlet />;
}
