export { type ApiProblem, api, askAs, fieldError, onConfirmationNeeded, onSignedOut, withholdChanges } from './api.ts';
export { ApiFailure, orThrow } from './failure.ts';
