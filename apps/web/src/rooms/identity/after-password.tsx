/** What nobody sees before a password was right, a code is typed, or a password was forgotten: no part of the lock's first files. */
export { CodeForm } from './code-form.tsx';
export { EnrolPanel } from './enrol-panel.tsx';
export { RecoverForm } from './recover-form.tsx';
export { SecondStepForm } from './second-step-form.tsx';
