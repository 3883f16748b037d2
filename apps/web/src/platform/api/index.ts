export { type ApiProblem, api, fieldError, onConfirmationNeeded, onSignedOut } from './api.ts';
export { ApiFailure, orThrow } from './failure.ts';
