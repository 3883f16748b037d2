export { importRoutes } from './routes.ts';
export { IMPORT_TASK, runImport } from './run-import.ts';
