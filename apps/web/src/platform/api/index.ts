export { type ApiProblem, api, fieldError, onSignedOut } from './api.ts';
