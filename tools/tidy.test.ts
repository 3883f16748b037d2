import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const PLACES = [
  'apps/server/src',
  'apps/web/src',
  'packages/domain/src',
  'packages/contract/src',
  'packages/testkit/src',
  'tools',
  'e2e',
  'bench',
];
const SKIPPED = /(^|\/)(node_modules|dist|fixtures)\/|\.generated\.|db-types\.ts$/;

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
}

const files = PLACES.flatMap(readSources);
const sources = files.filter((file) => /\.(ts|tsx|mjs)$/.test(file.path));

function readSources(place: string): SourceFile[] {
  return readdirSync(join(root, place), { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const path = relative(root, join(entry.parentPath, entry.name)).split(sep).join('/');
    if (!entry.isFile() || SKIPPED.test(path) || !/\.(ts|tsx|mjs|css)$/.test(path)) return [];
    const text = readFileSync(join(root, path), 'utf8');
    return [{ path, text, lines: text.split('\n') }];
  });
}

/** Every place where the pattern stands, as `path:line  text`, so that a failure can be clicked. */
function occurrences(of: readonly SourceFile[], pattern: RegExp): string[] {
  return of.flatMap(({ path, lines }) =>
    lines.flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}  ${line.trim().slice(0, 100)}`] : [])),
  );
}

/** This file names what it bans. */
const others = sources.filter((file) => file.path !== 'tools/tidy.test.ts');

describe('the shape of the source', () => {
  test('the whole source is looked at', () => {
    expect(sources.length).toBeGreaterThan(150);
  });

  test('no file grows into a monster, and no list of cases into a library', () => {
    const isProof = (path: string) =>
      /\.(test|spec)\.tsx?$|-fixture\.ts$|\/test-[a-z-]+\.ts$|^e2e\/|^bench\//.test(path);
    const long = sources.filter(({ path, lines }) => lines.length > (isProof(path) ? 600 : 400) + 1);
    expect(long.map(({ path, lines }) => `${path}: ${lines.length - 1} lines`)).toEqual([]);
  });

  test('no file is named after nothing in particular', () => {
    const vague = files.filter(({ path }) =>
      /^(utils?|helpers?|common|misc|shared|.*-?(manager|service|impl))\./i.test(basename(path)),
    );
    expect(vague.map((file) => file.path)).toEqual([]);
  });

  test('files are named in kebab-case', () => {
    const odd = sources.filter(({ path }) => !/^[a-z0-9$]+([-.][a-z0-9$]+)*$/.test(basename(path)));
    expect(odd.map((file) => file.path)).toEqual([]);
  });
});

describe('what is not written here', () => {
  test.each([
    ['a check that was switched off', /eslint-disable|@ts-ignore|@ts-nocheck|@ts-expect-error|biome-ignore/],
    ['work that was put off', /(\/\/|\*).*\b(TODO|FIXME|XXX|HACK)\b/],
    ['a test that runs alone or not at all', /\b(test|it|describe)\.(only|todo)\(|\b(xit|fit|xdescribe)\(/],
    ['a stray debugger', /^\s*debugger;?\s*$/],
    [
      'a promise of a type that was not checked',
      /^(?!\s*(\/\*\*|\*|\/\/)).*(\bas any\b|:\s*any\s*([;,)=|\]>[]|$)|<any>)/,
    ],
  ])('%s', (_name, pattern) => {
    expect(occurrences(others, pattern)).toEqual([]);
  });

  test('an error that is swallowed', () => {
    const swallowed = others.filter(({ text }) => /catch\s*(\([^)]*\))?\s*\{\s*\}/.test(text)).map((file) => file.path);
    expect(swallowed).toEqual([]);
  });

  test('a log line of a browser or a server on the bare console', () => {
    const rooms = others.filter(
      ({ path }) => /^apps\/.*\/(rooms|platform)\//.test(path) && !/\.(test|spec)\.|\/cli\//.test(path),
    );
    expect(occurrences(rooms, /\bconsole\.(log|debug|info)\(/)).toEqual([]);
  });
});

describe('a screen reads from either side', () => {
  const web = files.filter(({ path }) => path.startsWith('apps/web/') && !/\.(test|spec)\./.test(path));

  test('styles say start and end, never left and right', () => {
    const physical =
      /(?<![\w-])((margin|padding|border|inset|scroll-margin|scroll-padding)-(left|right)|(left|right)\s*:(?!\s*\w+[,}])|text-align:\s*(left|right)|float:\s*(left|right))/;
    expect(
      occurrences(
        web.filter(({ path }) => path.endsWith('.css')),
        physical,
      ),
    ).toEqual([]);
  });

  test('classes say start and end, never left and right', () => {
    const physical =
      /["'`\s:!-](?:-?(?:ml|mr|pl|pr|left|right|scroll-ml|scroll-mr|scroll-pl|scroll-pr)-(?:\d|px|auto|full|\[)|text-(?:left|right)\b(?!-)|(?:border|rounded)-(?:l|r|tl|tr|bl|br)(?:-\w+)?(?=["'`\s])|float-(?:left|right))/;
    expect(
      occurrences(
        web.filter(({ path }) => path.endsWith('.tsx')),
        physical,
      ),
    ).toEqual([]);
  });
});

describe('the database', () => {
  const server = sources.filter(
    ({ path }) =>
      path.startsWith('apps/server/src/rooms/') &&
      !/\.(test|spec)\.|\/testing\/|-fixture\.ts$|\/test-[a-z-]+\.ts$/.test(path),
  );
  const tables = tablesOfMigrations();

  test('the migrations are understood', () => {
    expect(tables.size).toBeGreaterThan(20);
  });

  test('a table is written by one room only', () => {
    const writers = new Map<string, Set<string>>();
    for (const { path, text } of server) {
      const room = path.split('/')[4] ?? '';
      for (const [, table = ''] of text.matchAll(/\b(?:insert\s+into|update|delete\s+from)\s+"?([a-z_]+)"?/gi)) {
        if (tables.has(table)) writers.set(table, (writers.get(table) ?? new Set()).add(room));
      }
    }
    const shared = [...writers]
      .filter(([, rooms]) => rooms.size > 1)
      .map(([table, rooms]) => `${table}: ${[...rooms].join(', ')}`);
    expect(shared).toEqual([]);
  });
});

/** Every table that a migration makes. */
function tablesOfMigrations(): ReadonlySet<string> {
  const directory = join(root, 'apps', 'server', 'migrations');
  const sql = readdirSync(directory).map((name) => readFileSync(join(directory, name), 'utf8'));
  return new Set(
    sql.flatMap((text) =>
      [...text.matchAll(/create table (?:if not exists )?([a-z_]+)/gi)].map((match) => match[1] ?? ''),
    ),
  );
}

test('every proof stands in docs/proofs.md with its count', async () => {
  const { PROOFS } = await import('./proofs.mjs');
  const rows = readFileSync(join(root, 'docs/proofs.md'), 'utf8').split('\n');
  const missing = PROOFS.filter(({ id, count }) => {
    const [, names = '', , counts = ''] =
      rows.find((row) => row.split('|')[1]?.includes(`\`${id}\``))?.split('|') ?? [];
    const at = [...names.matchAll(/`([\w-]+)`/g)].findIndex(([, name]) => name === id);
    return counts.trim().split(', ')[at] !== count.toLocaleString('en');
  });
  expect(missing.map(({ id }) => id)).toEqual([]);
});
