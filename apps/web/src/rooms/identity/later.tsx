import { lazy } from 'react';

/** Fetched when the lock has nothing better to do, and kept on the device: the next step of a sign-in opens at once. */
export const loadForms = () => import('./after-password.tsx');

export const CodeForm = lazy(() => loadForms().then((forms) => ({ default: forms.CodeForm })));
export const EnrolPanel = lazy(() => loadForms().then((forms) => ({ default: forms.EnrolPanel })));
export const RecoverForm = lazy(() => loadForms().then((forms) => ({ default: forms.RecoverForm })));
export const SecondStepForm = lazy(() => loadForms().then((forms) => ({ default: forms.SecondStepForm })));
