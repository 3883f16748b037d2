import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, createAppFixture } from './app-fixture.ts';
import { permissionsPage } from './platform/access/permissions-page.ts';
import { nginxHeaders } from './platform/http/headers.ts';
import { type AsvsRow, asvsPage } from './proofs/asvs.ts';

/** `npm run generate` sets this: the files are then written instead of compared. */
const isWriting = process.env['UPDATE_GENERATED'] === '1';
const root = fileURLToPath(new URL('../../../', import.meta.url));
const TYPES = 'apps/server/src/platform/database/db-types.ts';
const NGINX = 'deploy/nginx/security-headers.conf';
const REFERENCE = 'docs/openapi.json';
const PERMISSIONS_PAGE = 'docs/manual/permissions.md';
const ASVS = 'docs/security/asvs';

let fixture: AppFixture;
beforeAll(async () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  fixture = await createAppFixture({ version: manifest.version });
});
afterAll(() => fixture.close());

function keep(file: string, fresh: string): void {
  const path = join(root, file);
  if (isWriting) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, fresh);
  }
  expect(readFileSync(path, 'utf8') === fresh, `${file} is stale: run npm run generate`).toBe(true);
}

describe('generated files are fresh', () => {
  it('the types of the tables', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mosaajii-types-'));
    const out = join(folder, 'db-types.ts');
    const program = join(root, 'node_modules/kysely-codegen/dist/cli/bin.js');
    const mapping = '{"int8":"number","json":"unknown"}';
    const options = ['--dialect', 'postgres', '--date-parser', 'string', '--type-mapping', mapping];
    const only = ['--exclude-pattern', 'graphile_worker.*', '--out-file', out];
    await promisify(execFile)(process.execPath, [program, '--url', fixture.database.ownerUrl, ...options, ...only]);
    const fresh = readFileSync(out, 'utf8');
    rmSync(folder, { recursive: true });
    expect(fresh).toContain('export interface Organization');
    keep(TYPES, fresh);
  });

  it('the headers for nginx', () => {
    expect(nginxHeaders()).toContain('content-security-policy');
    keep(NGINX, nginxHeaders());
  });

  it('the reference of the API', async () => {
    await fixture.app.ready();
    const document = fixture.app.swagger();
    expect(Object.keys(document.paths ?? {}).length).toBeGreaterThan(30);
    keep(REFERENCE, `${JSON.stringify(document, null, 2)}\n`);
  });

  it('the page of permissions', () => {
    const page = permissionsPage();
    expect(page).toContain('`roles.write`');
    keep(PERMISSIONS_PAGE, page);
  });

  it('the table of ASVS', () => {
    const rows = JSON.parse(readFileSync(join(root, `${ASVS}.json`), 'utf8')) as readonly AsvsRow[];
    keep(`${ASVS}.md`, asvsPage(rows));
  });
});
