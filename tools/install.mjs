import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { capture, fail, root, say } from './console.mjs';

const OLDEST = [20, 19];

/** Stops with a sentence when this Node is too old for the program. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  fail(
    `Mosaajii needs Node.js ${OLDEST.join('.')} or newer; this is ${process.versions.node}. See https://nodejs.org.`,
  );
}

/** Installs the packages of package-lock.json when they are missing or others than it names. */
export async function ensureInstalled() {
  const wanted = fingerprint();
  const stamp = join(root, 'node_modules', '.mosaajii-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  if (!isComplete()) await install();
  try {
    writeFileSync(stamp, wanted);
  } catch (error) {
    // Only a note that saves the next look; a node_modules we may not write to works all the same.
    if (!isForbidden(error)) throw error;
  }
}

function fingerprint() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}\n`;
}

/**
 * Whether node_modules holds every package of the lock in its version, judged by the list npm keeps there.
 * @returns {boolean}
 */
function isComplete() {
  const kept = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(kept)) return false;
  const installed = readPackages(kept);
  for (const [path, entry] of Object.entries(readPackages(join(root, 'package-lock.json')))) {
    if (path === '' || entry.link || entry.optional || !path.includes('node_modules/')) continue;
    if (installed[path]?.version !== entry.version || !existsSync(join(root, path))) return false;
  }
  return true;
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, link?: boolean, optional?: boolean }>}
 */
function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}

async function install() {
  say('Installing the packages (once; about a minute) …');
  const flags = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const clean = await npm(['ci', ...flags]);
  if (clean.code === 0) return;
  // A registry that lacks another platform's optional binary leaves it out of the lock, and `npm ci` then calls the lock
  // out of date. The plain install takes every version that the lock names and changes neither file.
  const plain = clean.output.includes('EUSAGE') ? await npm(['install', '--no-save', ...flags]) : clean;
  if (plain.code !== 0)
    fail(`${plain.output}\nnpm could not install the packages. Is this machine online? Run "npm install" to see more.`);
}

/**
 * @param {string[]} args
 * @returns {Promise<{ code: number | null, output: string }>}
 */
async function npm(args) {
  const cli = process.env['npm_execpath'];
  const env = { ...process.env, ...ownCache() };
  return cli !== undefined && /npm-cli\.c?js$/.test(cli)
    ? await capture(process.execPath, [cli, ...args], { env })
    : await capture('npm', args, { env, shell: process.platform === 'win32' });
}

/** npm wants to write to the home directory; an account without one gets a cache of ours. */
function ownCache() {
  if (process.env['npm_config_cache'] !== undefined && isWritable(process.env['npm_config_cache'])) return {};
  if (isWritable(homedir())) return {};
  const cache = join(root, '.cache', 'npm');
  mkdirSync(cache, { recursive: true });
  return { npm_config_cache: cache };
}

/** @param {string} directory */
function isWritable(directory) {
  try {
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {unknown} error */
function isForbidden(error) {
  return error instanceof Error && 'code' in error && ['EACCES', 'EROFS', 'EPERM'].includes(String(error.code));
}
