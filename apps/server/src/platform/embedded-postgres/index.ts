export { type DataDirectory, databaseAccount, makePrivateDirectory, prepareDataDirectory } from './account.ts';
export { OWNER_ROLE } from './cluster.ts';
export { EmbeddedPostgresError } from './errors.ts';
export { readPostmaster, stopOrphan } from './orphan.ts';
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  freePort,
  resetOwnerPassword,
  startEmbeddedPostgres,
} from './supervisor.ts';
