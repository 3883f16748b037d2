export { type ApiProblem, api, fieldError, onSignedOut } from './api.ts';
export { ApiFailure, orThrow } from './failure.ts';
