import pg from 'pg';

const PARSERS: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, safeInteger],
  [pg.types.builtins.DATE, String],
  // The arrays of the same; `pg` has no names for them.
  [1016, integerArray],
  [1182, textArray],
]);

/**
 * How values of PostgreSQL become values of ours: `bigint` is a checked safe integer (our money, quantities and counters
 * all are), `date` stays the text it is, because a business date has no time zone. Everything else as `pg` does it.
 */
export const rowValues: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    const parser = format === 'binary' ? undefined : PARSERS.get(oid);
    if (parser !== undefined) return parser;
    return pg.types.getTypeParser(oid, format);
  },
};

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`the database holds ${text}, which is beyond a safe integer`);
  return value;
}

function textArray(text: string): (string | null)[] {
  return text === '{}'
    ? []
    : text
        .slice(1, -1)
        .split(',')
        .map((item) => (item === 'NULL' ? null : item));
}

function integerArray(text: string): (number | null)[] {
  return textArray(text).map((item) => (item === null ? null : safeInteger(item)));
}
