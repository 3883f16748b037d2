/**
 * What nobody sees before a password was right, a code is typed, a password was forgotten or the register was revoked: no part
 * of the lock's first files.
 */
export { identity as words } from '../../platform/i18n/en/identity.ts';
export { CodeForm } from './code-form.tsx';
export { EnrolPanel } from './enrol-panel.tsx';
export { RecoverForm } from './recover-form.tsx';
export { Revoked } from './revoked.tsx';
export { SecondStepForm } from './second-step-form.tsx';
