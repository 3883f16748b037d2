import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { shellPlugin } from './scripts/shell-plugin.ts';

/** Preloads the one font file that the first paint needs: without it the text is drawn twice. */
function preloadTextFont(): Plugin {
  return {
    name: 'preload-text-font',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, context) {
        const file = Object.keys(context.bundle ?? {}).find((name) => /inter-latin-wght-normal.*\.woff2$/.test(name));
        if (file === undefined) throw new Error('The text font is not in the build: the preload would point nowhere.');
        const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '', href: `/${file}` };
        return [{ tag: 'link', attrs, injectTo: 'head' }];
      },
    },
  };
}

/** The libraries of the first paint, in any of their packages. */
const BASE = /node_modules\/(react|react-dom|scheduler|zustand|idb|wouter|regexparam|use-sync-external-store)\//;

/**
 * What the till and the office both use, in small pieces: the till's own platform, the core's numbers and the till's icons.
 * The list behind the sync chip is not there: it comes when the page is idle. Nor are the camera and the bench of the scanner.
 */
const SHARED =
  /\/apps\/web\/src\/platform\/((api|device|ids|idle|live|router|theme|scanner(?!\/(camera\/|bench|learn|replay|traces|typist))|session)\/|sync-chip\/(index|sync-chip)\.)|\/packages\/domain\/src\/(result|money|quantity)|lucide-react\/dist\/esm\/icons\/(x|cloud-off|download|refresh-cw|triangle-alert|triangle-exclamation-point|package|printer|plus|trash|trash-2|check|scan-barcode|search)\./;

export default defineConfig({
  plugins: [react(), tailwindcss(), preloadTextFont(), shellPlugin(fileURLToPath(new URL('public', import.meta.url)))],
  build: {
    target: 'es2022',
    outDir: 'dist',
    manifest: true,
    sourcemap: true,
    // A data: font or image would need a looser policy than 'self'.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: {
        // What every screen runs on is one file: many small ones share no dictionary and weigh more.
        advancedChunks: {
          groups: [
            { name: 'base', test: BASE },
            { name: 'shared', test: SHARED },
          ],
        },
      },
    },
  },
});
