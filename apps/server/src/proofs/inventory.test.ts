import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { SECRET_NAMES } from '../platform/secrets/index.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const page = readFileSync(join(root, 'docs/security/inventory.md'), 'utf8');

/** The program's own sources, without tests. */
function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|-fixture\.ts$|(^|\/)(node_modules|dist)\//.test(name))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'));
}
const program = ['apps/server/src', 'apps/web/src', 'packages'].flatMap(sources);

describe('the inventory of keys, connections and data', () => {
  it('has every secret of an installation', () => {
    for (const name of [...SECRET_NAMES, 'root-key']) expect(page).toContain(name);
  });

  it('has every algorithm that the program names', () => {
    const known: readonly (readonly [RegExp, string])[] = [
      [/aes-\d+-\w+/gi, 'AES-256-GCM'],
      [/argon2(?:id|i|d)\b/gi, 'argon2id'],
      [/\bECDSA\b/g, 'ECDSA P-256'],
      [/createHmac\('(\w+)'/g, 'HMAC-SHA-256'],
      [/createHash\('(\w+)'/g, 'SHA-256'],
      [/algorithm: 'SHA1'/g, 'HMAC-SHA-1'],
    ];
    const spelt = { "createHmac('sha256'": 'HMAC-SHA-256', "createHash('sha256'": 'SHA-256' } as Record<string, string>;
    for (const [pattern, name] of known) {
      const uses = new Set(program.flatMap((text) => text.match(pattern) ?? []));
      expect(uses.size, `nothing uses ${name} any more`).toBeGreaterThan(0);
      for (const use of uses) {
        if (use.startsWith('create')) expect(spelt[use], use).toBe(name);
        else if (!use.startsWith('algorithm')) expect(page.toLowerCase(), use).toContain(use.toLowerCase());
      }
      expect(page).toContain(name);
    }
    const others = /createSign|createVerify|publicEncrypt|createDiffieHellman|scryptSync|pbkdf2|RSA-|Ed25519/;
    expect(program.filter((text) => others.test(text))).toEqual([]);
  });

  it('has every sealed column of the database', () => {
    const types = readFileSync(join(root, 'apps/server/src/platform/database/db-types.ts'), 'utf8');
    const columns = types.split('export interface ').flatMap((table) => {
      const name = (/^\w+/.exec(table)?.[0] ?? '').replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
      return [...table.matchAll(/^ {2}(\w+_sealed):/gm)].map(([, column]) => `${name}.${column}`);
    });
    expect(columns.length).toBeGreaterThan(10);
    for (const column of columns) expect(page, column).toContain(`\`${column}\``);
  });

  it('says how soon each kind of update comes, and how long each log is kept', () => {
    for (const heading of ['Updates', 'Logs']) {
      const section = page.slice(page.indexOf(`## ${heading}`));
      const rows = section.split('\n\n')[1]?.split('\n').slice(2) ?? [];
      expect(rows.length, heading).toBeGreaterThan(3);
      for (const row of rows) expect(row.split('|').at(-2)?.trim(), row).toMatch(/\d|month|start|for ever|audit trail/);
    }
  });

  it('has every setting that makes the server connect to something', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const settings = [...readme.matchAll(/`([A-Z_]+_URL|SMS_PROVIDER)`/g)].map(([, name]) => name ?? '');
    expect(settings.length).toBeGreaterThan(3);
    for (const name of settings.filter((one) => one !== 'DATABASE_APP_URL')) expect(page, name).toContain(name);
  });
});
