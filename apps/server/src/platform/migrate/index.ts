export { ensureDatabase } from './database.ts';
export { MigrationError } from './errors.ts';
export { type MigrateOptions, type MigrateResult, migrateDatabase } from './migrate.ts';
export { APP_ROLE, type AppRole } from './roles.ts';
