import type { ImportEncoding, ImportPlan, ImportState, ImportSummary } from '@mosaajii/contract';
import type { Tx } from '../../../platform/database/index.ts';

/** An import as it is stored. */
export interface ImportBatch {
  readonly summary: ImportSummary;
  readonly encoding: ImportEncoding;
  readonly columns: readonly string[];
  /** What was decided at the start; null before. */
  readonly plan: ImportPlan | null;
  readonly createdBy: string;
}

interface Row {
  readonly import_id: string;
  readonly file_name: string;
  readonly file_size: number;
  readonly encoding: ImportEncoding;
  readonly columns: string[];
  readonly mapping: { plan?: ImportPlan };
  readonly state: ImportState;
  readonly total_rows: number | null;
  readonly processed_rows: number;
  readonly created_count: number;
  readonly updated_count: number;
  readonly skipped_count: number;
  readonly rejected_count: number;
  readonly failure: string | null;
  readonly created_by: string;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
}

const COLUMNS = `import_id, file_name, file_size, encoding, columns, mapping, state, total_rows, processed_rows, created_count,
  updated_count, skipped_count, rejected_count, failure, created_by, created_at, started_at, finished_at`;

/** The import with this id. `lock` holds it until the end of the transaction: its state and counters move one after the other. */
export async function readImport(
  tx: Tx,
  importId: string,
  options: { lock?: boolean } = {},
): Promise<ImportBatch | null> {
  const [row] = await tx.query<Row>(
    `select ${COLUMNS} from import_batch where organization_id = $1 and import_id = $2${options.lock === true ? ' for update' : ''}`,
    [tx.organizationId, importId],
  );
  return row === undefined ? null : batchOf(row);
}

/** The last imports, the newest first. */
export async function listImports(tx: Tx): Promise<ImportSummary[]> {
  const rows = await tx.query<Row>(
    `select ${COLUMNS} from import_batch where organization_id = $1 order by created_at desc, import_id desc limit 50`,
    [tx.organizationId],
  );
  return rows.map((row) => batchOf(row).summary);
}

function batchOf(row: Row): ImportBatch {
  return {
    summary: {
      importId: row.import_id,
      fileName: row.file_name,
      fileSize: row.file_size,
      state: row.state,
      totalRows: row.total_rows,
      processedRows: row.processed_rows,
      createdCount: row.created_count,
      updatedCount: row.updated_count,
      skippedCount: row.skipped_count,
      rejectedCount: row.rejected_count,
      failure: row.failure,
      createdAt: row.created_at.toISOString(),
      startedAt: row.started_at?.toISOString() ?? null,
      finishedAt: row.finished_at?.toISOString() ?? null,
    },
    encoding: row.encoding,
    columns: row.columns,
    plan: row.mapping.plan ?? null,
    createdBy: row.created_by,
  };
}

export interface NewImport {
  readonly importId: string;
  readonly fileName: string;
  readonly fileSize: number;
  readonly fileHash: string;
  readonly encoding: ImportEncoding;
  readonly delimiter: string;
  readonly columns: readonly string[];
  readonly createdBy: string;
}

export async function insertImport(tx: Tx, batch: NewImport, pieces: readonly Uint8Array[]): Promise<void> {
  await tx.query(
    `insert into import_batch (organization_id, import_id, file_name, file_size, file_hash, encoding, delimiter, columns, state, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'uploaded', $9)`,
    [
      tx.organizationId,
      batch.importId,
      batch.fileName,
      batch.fileSize,
      batch.fileHash,
      batch.encoding,
      batch.delimiter,
      batch.columns,
      batch.createdBy,
    ],
  );
  for (const [chunk, bytes] of pieces.entries()) {
    await tx.query('insert into import_file (organization_id, import_id, chunk, bytes) values ($1, $2, $3, $4)', [
      tx.organizationId,
      batch.importId,
      chunk,
      bytes,
    ]);
  }
}

/** One piece of the file; null after the last one. */
export async function readPiece(tx: Tx, importId: string, chunk: number): Promise<Buffer | null> {
  const [row] = await tx.query<{ bytes: Buffer }>(
    'select bytes from import_file where organization_id = $1 and import_id = $2 and chunk = $3',
    [tx.organizationId, importId, chunk],
  );
  return row?.bytes ?? null;
}

/** The file has been read to its end or will never be: its bytes are no longer needed. */
export async function deleteFile(tx: Tx, importId: string): Promise<void> {
  await tx.query('delete from import_file where organization_id = $1 and import_id = $2', [
    tx.organizationId,
    importId,
  ]);
}

export async function beginImport(tx: Tx, importId: string, plan: ImportPlan, now: string): Promise<void> {
  await tx.query(
    `update import_batch set state = 'running', mapping = $3, started_at = $4 where organization_id = $1 and import_id = $2`,
    [tx.organizationId, importId, JSON.stringify({ plan }), now],
  );
}

export async function setTotalRows(tx: Tx, importId: string, totalRows: number): Promise<void> {
  await tx.query('update import_batch set total_rows = $3 where organization_id = $1 and import_id = $2', [
    tx.organizationId,
    importId,
    totalRows,
  ]);
}

export interface ChunkCounts {
  readonly processed: number;
  readonly created: number;
  readonly updated: number;
  readonly skipped: number;
  readonly rejected: number;
}

export async function addCounts(tx: Tx, importId: string, counts: ChunkCounts): Promise<void> {
  await tx.query(
    `update import_batch set processed_rows = processed_rows + $3, created_count = created_count + $4,
       updated_count = updated_count + $5, skipped_count = skipped_count + $6, rejected_count = rejected_count + $7
      where organization_id = $1 and import_id = $2`,
    [tx.organizationId, importId, counts.processed, counts.created, counts.updated, counts.skipped, counts.rejected],
  );
}

export async function setState(tx: Tx, importId: string, state: ImportState): Promise<void> {
  await tx.query('update import_batch set state = $3 where organization_id = $1 and import_id = $2', [
    tx.organizationId,
    importId,
    state,
  ]);
}

export async function finishImport(
  tx: Tx,
  importId: string,
  state: 'completed' | 'cancelled' | 'failed',
  now: string,
  failure: string | null = null,
): Promise<void> {
  await tx.query(
    `update import_batch set state = $3, finished_at = $4, failure = $5 where organization_id = $1 and import_id = $2`,
    [tx.organizationId, importId, state, now, failure],
  );
  await deleteFile(tx, importId);
}

export interface RejectedRow {
  readonly rowNumber: number;
  readonly cells: readonly string[];
  readonly code: string;
  readonly reason: string;
}

export async function insertRejections(tx: Tx, importId: string, rows: readonly RejectedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.db
    .insertInto('import_rejection')
    .values(
      rows.map((row) => ({
        organization_id: tx.organizationId,
        import_id: importId,
        row_number: row.rowNumber,
        // What PostgreSQL cannot store is shown by the picture of it.
        cells: row.cells.slice(0, 100).map((cell) =>
          cell
            .slice(0, 4000)
            .replace(/\0/g, '␀')
            .replace(/\p{Surrogate}/gu, '\uFFFD'),
        ),
        reason_code: row.code,
        reason: row.reason,
      })),
    )
    .execute();
}

/** Rejected rows after a row number, in order. */
export async function readRejections(tx: Tx, importId: string, after: number, limit: number): Promise<RejectedRow[]> {
  const rows = await tx.query<{ row_number: number; cells: string[]; reason_code: string; reason: string }>(
    `select row_number, cells, reason_code, reason from import_rejection
      where organization_id = $1 and import_id = $2 and row_number > $3 order by row_number limit $4`,
    [tx.organizationId, importId, after, limit],
  );
  return rows.map((row) => ({
    rowNumber: row.row_number,
    cells: row.cells,
    code: row.reason_code,
    reason: row.reason,
  }));
}
