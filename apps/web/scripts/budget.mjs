// What each route weighs, from the build's manifest: node apps/web/scripts/budget.mjs [--json]. Ends with 1 beyond a budget.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const KB = 1000;
const dist = fileURLToPath(new URL('../dist/', import.meta.url));

/** Modules that a route loads at once: its own chunk, the entry's, and what both import. Dynamic imports come later. */
const ENTRY = 'index.html';
const OFFICE = 'src/office-layout.tsx';
/** The device that runs: every screen but the lock waits for it. */
const DEVICE = 'src/platform/device/start.ts';
const TILL = 'src/rooms/till/screens.tsx';
export const ROUTES = {
  till: { chunks: [ENTRY, DEVICE, TILL], budgetKb: 170 },
  // A PIN, a badge or a password: the device and the till are fetched when the lock is there.
  lock: { chunks: [ENTRY, 'src/rooms/identity/entry.tsx'], budgetKb: 110 },
};
/** What each room of the office adds to the office itself, and the camera to the till. */
const ROOM_BUDGET_KB = 60;
const CAMERA = {
  chunks: [...ROUTES.till.chunks, 'src/rooms/till/layers.tsx'],
  more: 'src/rooms/till/parts/camera-panel.tsx',
};
const CAMERA_BUDGET_KB = 20;
/** Beside the lock and counted apart: its words in the longest other language, and the worker that the first PIN starts. */
const BESIDE_THE_LOCK = [
  { id: 'lock-words-js', files: /^first-.*\.js$/, budgetKb: 4 },
  { id: 'pin-worker-js', files: /^pin-worker-.*\.js$/, budgetKb: 12 },
];
export const CSS_BUDGET_KB = 25;
export const PRELOADED_FONTS_BUDGET_KB = 50;

/** All files of a set of manifest entries with their static imports, each once. */
export function filesOf(manifest, keys) {
  const files = { js: new Set(), css: new Set() };
  const seen = new Set();
  const visit = (key) => {
    const entry = manifest[key];
    if (entry === undefined) throw new Error(`the build has no ${key}`);
    if (seen.has(key)) return;
    seen.add(key);
    files.js.add(entry.file);
    for (const file of entry.css ?? []) files.css.add(file);
    for (const other of entry.imports ?? []) visit(other);
  };
  keys.forEach(visit);
  return files;
}

/** A room's own file of screens; the till and the lock are no part of the office. */
function isOfficeRoom(key) {
  return /^src\/rooms\/[\w-]+\/(screens|finding|office|returning|shelves)\.tsx$/.test(key) && key !== TILL;
}

function gzipKb(files) {
  let bytes = 0;
  for (const file of files) bytes += gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
  return bytes / KB;
}

/** The weights of every route against their budgets. */
export function weigh() {
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const rows = [];
  for (const [route, { chunks, budgetKb }] of Object.entries(ROUTES)) {
    const files = filesOf(manifest, chunks);
    const extra = [...html.matchAll(/<script src="\/([^"]+\.js)"/g)].map((match) => match[1]);
    rows.push({ id: `${route}-js`, kb: gzipKb([...files.js, ...extra]), budgetKb });
    rows.push({ id: `${route}-css`, kb: gzipKb(files.css), budgetKb: CSS_BUDGET_KB });
  }
  for (const { id, files, budgetKb } of BESIDE_THE_LOCK) {
    const found = readdirSync(join(dist, 'assets')).filter((name) => files.test(name));
    if (found.length === 0) throw new Error(`the build has nothing for ${id}`);
    rows.push({ id, kb: Math.max(...found.map((name) => gzipKb([join('assets', name)]))), budgetKb });
  }
  const office = filesOf(manifest, [ENTRY, DEVICE, OFFICE]).js;
  const added = (files, known) => gzipKb([...files].filter((file) => !known.has(file)));
  for (const key of Object.keys(manifest).filter(isOfficeRoom).sort()) {
    const [, , room, file] = key.split('/');
    const id = file === 'screens.tsx' ? room : `${room}-${file.replace(/\.tsx$/, '')}`;
    const kb = added(filesOf(manifest, [ENTRY, DEVICE, OFFICE, key]).js, office);
    rows.push({ id: `office-${id}-js`, kb, budgetKb: ROOM_BUDGET_KB });
  }
  const selling = filesOf(manifest, CAMERA.chunks).js;
  const camera = added(filesOf(manifest, [...CAMERA.chunks, CAMERA.more]).js, selling);
  rows.push({ id: 'camera-js', kb: camera, budgetKb: CAMERA_BUDGET_KB });
  const fonts = [...html.matchAll(/href="\/([^"]+\.woff2)"/g)].map((match) => match[1]);
  const fontKb = fonts.reduce((total, file) => total + readFileSync(join(dist, file)).length / KB, 0);
  rows.push({ id: 'preloaded-fonts', kb: fontKb, budgetKb: PRELOADED_FONTS_BUDGET_KB });
  return rows.map((row) => ({ ...row, isWithin: row.kb <= row.budgetKb }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const rows = weigh();
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(rows)}\n`);
  else
    for (const row of rows)
      process.stdout.write(
        `${row.id.padEnd(26)} ${row.kb.toFixed(1).padStart(7)} kB of ${row.budgetKb} ${row.isWithin ? '' : 'TOO MUCH'}\n`,
      );
  if (rows.some((row) => !row.isWithin)) process.exitCode = 1;
}
