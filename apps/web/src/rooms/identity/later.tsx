import { lazy } from 'react';
import { runDevice } from '../../platform/device/index.ts';
import { addMessages, loadLaterWords } from '../../platform/i18n/index.ts';

/** Fetched when the lock has nothing better to do, and kept on the device: the next step of a sign-in opens at once. */
export async function loadForms() {
  const [forms] = await Promise.all([import('./after-password.tsx'), loadLaterWords()]);
  addMessages('identity', forms.words);
  return forms;
}

/** What makes this device a register, or is about it, stands on the running device. */
const loadWithDevice = async () => (await Promise.all([loadForms(), runDevice()]))[0];

export const CodeForm = lazy(() => loadWithDevice().then((forms) => ({ default: forms.CodeForm })));
export const EnrolPanel = lazy(() => loadWithDevice().then((forms) => ({ default: forms.EnrolPanel })));
export const RecoverForm = lazy(() => loadForms().then((forms) => ({ default: forms.RecoverForm })));
export const Revoked = lazy(() => loadWithDevice().then((forms) => ({ default: forms.Revoked })));
export const SecondStepForm = lazy(() => loadForms().then((forms) => ({ default: forms.SecondStepForm })));
