/** The place where a page ended: the sort key of its last row. Opaque to the reader, never trusted when it comes back. */
export function encodeCursor(key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key), 'utf8').toString('base64url');
}

/** The sort key of a cursor whose parts match the patterns; `null` when this list cannot have given it. */
export function decodeCursor(cursor: string, parts: readonly RegExp[]): string[] | null {
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
  if (!Array.isArray(key) || key.length !== parts.length) return null;
  const texts = key.filter((part): part is string => typeof part === 'string');
  const isWhole = texts.length === parts.length && parts.every((part, index) => part.test(texts[index] ?? ''));
  return isWhole ? texts : null;
}

export const CURSOR_PARTS = {
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  /** As PostgreSQL writes a moment in UTC, with its microseconds. */
  moment: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/,
} as const;

/** A moment as text with all its microseconds, so that a cursor names exactly the row it came from. */
export function momentText(column: string): string {
  return `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** A page and the cursor of the next one, from one row more than the page holds. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly string[],
): { readonly page: readonly Row[]; readonly nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null };
}
