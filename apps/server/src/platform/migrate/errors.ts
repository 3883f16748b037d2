/** Thrown when the schema cannot be brought to this program's version; the message says why and what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}
