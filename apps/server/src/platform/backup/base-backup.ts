import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { Client, type Connection, type Submittable } from 'pg';
import { BackupError } from './errors.ts';

/** The files a base backup consists of. */
export const ARCHIVE_FILE = 'base.tar.gz';
export const SERVER_MANIFEST_FILE = 'backup_manifest';

export interface BaseBackup {
  /** Where the log must be read from to make this copy consistent; the copy carries that part of the log itself. */
  readonly startLsn: string;
}

/**
 * Copies the whole cluster through the replication protocol while it goes on working: files, the write-ahead log needed to
 * make them consistent, and PostgreSQL's own list of checksums. Needs a role that may replicate.
 * Protocol: https://www.postgresql.org/docs/18/protocol-replication.html#PROTOCOL-REPLICATION-BASE-BACKUP
 */
export async function takeBaseBackup(ownerUrl: string, directory: string): Promise<BaseBackup> {
  const url = new URL(ownerUrl);
  url.searchParams.set('replication', 'true');
  const client = new Client({ connectionString: url.href, application_name: 'mosaajii-backup' });
  let broken: Error | undefined;
  client.on('error', (error) => {
    broken = error;
  });
  await client.connect();
  try {
    const copy = new BaseBackupQuery(directory);
    client.query(copy);
    return await copy.result;
  } catch (error) {
    throw broken ?? error;
  } finally {
    await client.end();
  }
}

const COMMAND = [
  "BASE_BACKUP (LABEL 'mosaajii', CHECKPOINT 'fast', WAL true, MANIFEST 'yes', MANIFEST_CHECKSUMS 'SHA256'",
  "COMPRESSION 'gzip', COMPRESSION_DETAIL 'level=1')",
].join(', ');

/** The protocol messages of one BASE_BACKUP, written to files as they come. */
class BaseBackupQuery implements Submittable {
  readonly result: Promise<BaseBackup>;
  readonly #directory: string;
  readonly #files: WriteStream[] = [];
  #startLsn: string | undefined;
  #isPaused = false;
  #resolve: (backup: BaseBackup) => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;

  constructor(directory: string) {
    this.#directory = directory;
    this.result = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(connection: Connection): void {
    connection.query(COMMAND);
  }

  /** The first row of all is the position at which the backup begins. */
  handleDataRow(message: { fields: (string | null)[] }): void {
    this.#startLsn ??= message.fields[0] ?? undefined;
  }

  handleCopyData(message: { chunk: Buffer }, connection: Connection): void {
    const kind = String.fromCharCode(message.chunk[0] ?? 0);
    if (kind === 'n') this.#open(ARCHIVE_FILE);
    else if (kind === 'm') this.#open(SERVER_MANIFEST_FILE);
    // The driver reads the next message into the same memory, so what is written later is copied now.
    else if (kind === 'd') this.#write(Buffer.from(message.chunk.subarray(1)), connection);
  }

  #open(name: string): void {
    this.#files.at(-1)?.end();
    if (this.#files.some((file) => String(file.path).endsWith(name))) {
      this.#reject(
        new BackupError('This database uses tablespaces, which this backup does not know. Use pg_basebackup.'),
      );
      return;
    }
    const file = createWriteStream(`${this.#directory}/${name}`, { mode: 0o600, flush: true });
    file.on('error', (error) => this.#reject(error));
    this.#files.push(file);
  }

  #write(chunk: Buffer, connection: Connection): void {
    const file = this.#files.at(-1);
    if (file === undefined || file.destroyed || file.write(chunk) || this.#isPaused) return;
    // The disk is slower than the network: what has been received is still handed over, then nothing until it is written.
    this.#isPaused = true;
    connection.stream.pause();
    const resume = () => {
      this.#isPaused = false;
      file.off('drain', resume).off('close', resume);
      connection.stream.resume();
    };
    file.once('drain', resume).once('close', resume);
  }

  handleError(error: Error): void {
    for (const file of this.#files) file.destroy();
    this.#reject(error);
  }

  handleReadyForQuery(): void {
    const startLsn = this.#startLsn;
    this.#files.at(-1)?.end();
    if (startLsn === undefined || this.#files.length !== 2) {
      this.#reject(new BackupError('PostgreSQL did not send a whole backup.'));
      return;
    }
    Promise.all(this.#files.map((file) => finished(file))).then(() => this.#resolve({ startLsn }), this.#reject);
  }

  handleRowDescription(): void {}
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
}
