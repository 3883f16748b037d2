export { permissionMissing } from './admission.ts';
export { sendProblem } from './errors.ts';
export { isOwnOrigin } from './guards.ts';
export { API_PREFIX, mountRoutes } from './mount.ts';
export { registerOpenApi, registerReferencePage } from './openapi.ts';
export { ProblemAnswer, ProblemError, problem } from './problem.ts';
export { defineRoute, type RawResponse, type Route, raw } from './route.ts';
export { createHttpServer } from './server.ts';
export { serveWebRoot } from './web-root.ts';
