import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { capture, fail, root, say } from './console.mjs';

const serverRoot = join(root, 'apps', 'server');
const webRoot = join(root, 'apps', 'web');
const stampFile = join(root, '.cache', 'build.json');

/** What each part is made of. A change of any of these files makes the part anew. */
const SOURCES = {
  server: ['apps/server/src', 'packages/domain/src', 'packages/contract/src', 'tools/build.mjs', 'package-lock.json'],
  web: [...['apps/web', 'packages/domain/src', 'packages/contract/src', 'package-lock.json']],
};

/**
 * Builds what changed since the last build: the server into apps/server/dist, the web application into apps/web/dist.
 * @param {{ force?: boolean }} [options]
 */
export async function ensureBuilt(options = {}) {
  const stamps = readStamps();
  const parts = /** @type {const} */ ([
    ['server', buildServer, join(serverRoot, 'dist', 'main.mjs')],
    ['web', buildWeb, join(webRoot, 'dist', 'index.html')],
  ]);
  for (const [name, build, result] of parts) {
    const hash = fingerprint(SOURCES[name]);
    if (!options.force && stamps[name] === hash && existsSync(result)) continue;
    say(name === 'server' ? 'Building the server …' : 'Building the till and the office …');
    await build();
    // Written after the part is complete: a build that was killed is made again.
    stamps[name] = hash;
    mkdirSync(join(root, '.cache'), { recursive: true });
    writeFileSync(stampFile, `${JSON.stringify(stamps, null, 2)}\n`);
  }
}

/** @returns {Record<string, string>} */
function readStamps() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch {
    return {}; // None yet, or one that a crash cut short: everything is built.
  }
}

/** @param {readonly string[]} places */
function fingerprint(places) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '');
  for (const file of places.flatMap((place) => filesOf(join(root, place)))) {
    hash.update(relative(root, file).split(sep).join('/')).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/**
 * Every source file at or below a place, in one order on every machine.
 * @param {string} place
 * @returns {string[]}
 */
function filesOf(place) {
  if (!existsSync(place)) return [];
  const files = [];
  const pending = [place];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const entries = readEntries(at);
    if (entries === undefined) files.push(at);
    for (const entry of entries ?? []) {
      if (!['node_modules', 'dist', '.cache'].includes(entry) && !/\.(test|spec)\.tsx?$|\.tsbuildinfo$/.test(entry)) {
        pending.push(join(at, entry));
      }
    }
  }
  return files.sort();
}

/** @param {string} path @returns {string[] | undefined} the entries of a directory; undefined for a file */
function readEntries(path) {
  try {
    return readdirSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** One file for main, for each command of src/cli and for each worker, beside each other; packages of npm stay outside. */
async function buildServer() {
  const { rolldown } = await import('rolldown');
  const outDirectory = join(serverRoot, 'dist');
  const bundle = await rolldown({
    input: serverEntries(),
    platform: 'node',
    external: (id) =>
      !id.startsWith('.') && !id.startsWith('/') && !/^[A-Za-z]:[\\/]/.test(id) && !id.startsWith('@mosaajii/'),
    logLevel: 'warn',
  });
  const { output } = await bundle.write({
    dir: outDirectory,
    format: 'esm',
    sourcemap: true,
    entryFileNames: '[name].mjs',
    // Beside the entries, so that "three levels up" from import.meta.url is the root of the checkout everywhere.
    chunkFileNames: 'part-[name]-[hash].mjs',
  });
  await bundle.close();
  removeOthers(outDirectory, new Set(output.map((file) => file.fileName)));
}

function serverEntries() {
  const source = join(serverRoot, 'src');
  const isProgram = (/** @type {string} */ file) => file.endsWith('.ts') && !/\.(test|spec|d)\.ts$/.test(file);
  const commands = existsSync(join(source, 'cli')) ? readdirSync(join(source, 'cli')).filter(isProgram) : [];
  const workers = filesOf(source).filter((file) => file.endsWith('.worker.ts'));
  const entries = [join(source, 'main.ts'), ...commands.map((name) => join(source, 'cli', name)), ...workers];
  const named = entries.map((file) => /** @type {const} */ ([basename(file, '.ts'), file]));
  const doubled = named.find(([name], index) => named.findIndex(([other]) => other === name) !== index);
  if (doubled !== undefined) fail(`Two programs of the server are called "${doubled[0]}"; rename ${doubled[1]}.`);
  return Object.fromEntries(named);
}

/** @param {string} directory @param {ReadonlySet<string>} kept */
function removeOthers(directory, kept) {
  for (const name of readdirSync(directory)) {
    if (/\.mjs(\.map)?$/.test(name) && !kept.has(name)) rmSync(join(directory, name));
  }
}

async function buildWeb() {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const env = { ...process.env, NODE_ENV: 'production' };
  const { code, output } = await capture(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: webRoot,
    env,
  });
  if (code !== 0) fail(`${output}\nThe web application could not be built.`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await ensureBuilt({ force: process.argv.includes('--force') });
  say('Everything is built.');
}
