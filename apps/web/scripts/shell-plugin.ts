import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, Rollup } from 'vite';

/**
 * Fonts of scripts that the program has no words in yet are fetched when a name needs them; the decoder of the camera, a
 * megabyte, when a camera is first used (the worker keeps it from then on).
 */
const NOT_KEPT = /\.map$|\.wasm$|\.vite\/|manifest\.json$|(cyrillic|greek|vietnamese|latin-ext).*\.woff2$/;
const WORKER = 'sw.js';

/**
 * Builds `src/sw.ts` as `/sw.js` and writes into it the list of files that this version of the program consists of, with a
 * name that changes when any of them does.
 */
export function shellPlugin(publicDirectory: string): Plugin {
  return {
    name: 'shell-of-the-program',
    apply: 'build',
    config: () => ({
      build: {
        rollupOptions: {
          input: { index: 'index.html', sw: 'src/sw.ts' },
          output: { entryFileNames: (chunk) => (chunk.name === 'sw' ? WORKER : 'assets/[name]-[hash].js') },
        },
      },
    }),
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle[WORKER];
        if (worker?.type !== 'chunk') throw new Error('The service worker is not in the build.');
        if (worker.imports.length > 0)
          throw new Error('The service worker imports chunks: it must be one classic script.');
        const shell = shellOf(bundle, publicDirectory);
        if (!worker.code.includes('__SHELL__'))
          throw new Error('The service worker has no place for the list of files.');
        worker.code = worker.code.replaceAll('__SHELL__', JSON.stringify(shell));
      },
    },
  };
}

function shellOf(bundle: Rollup.OutputBundle, publicDirectory: string): { version: string; files: string[] } {
  const hash = createHash('sha256');
  const built = Object.values(bundle).filter((output) => output.fileName !== WORKER && !NOT_KEPT.test(output.fileName));
  for (const output of built.sort((a, b) => (a.fileName < b.fileName ? -1 : 1))) {
    hash.update(output.fileName).update(output.type === 'chunk' ? output.code : output.source);
  }
  const given = readdirSync(publicDirectory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(publicDirectory.length + 1))
    .sort();
  for (const path of given) hash.update(path).update(readFileSync(join(publicDirectory, path)));
  const files = [...built.map((output) => output.fileName), ...given].map((path) => `/${path}`);
  return { version: hash.digest('hex').slice(0, 16), files };
}
