export { type ApiProblem, api, askAs, fieldError, onConfirmationNeeded, onSignedOut } from './api.ts';
export { ApiFailure, orThrow } from './failure.ts';
