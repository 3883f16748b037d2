import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type Rollup } from 'vite';
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

/**
 * Names in the page the files of the running device and of the till: where somebody is signed in, `theme.js` has them fetched
 * with the page instead of after it.
 */
function nameWhatIsBehindTheLock(): Plugin {
  return {
    name: 'name-what-is-behind-the-lock',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const device = filesOf(bundle, 'src/platform/device/start.ts');
        const till = filesOf(bundle, 'src/rooms/till/screens.tsx').filter((file) => !device.includes(file));
        const attrs = { name: 'behind-the-lock', content: device.join(' '), 'data-till': till.join(' ') };
        return [{ tag: 'meta', attrs, injectTo: 'head-prepend' }];
      },
    },
  };
}

/** The file of a module that is imported later, with everything that it imports and the page itself does not. */
function filesOf(bundle: Rollup.OutputBundle, module: string): string[] {
  const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
  const from = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(module) === true);
  const page = chunks.find(({ isEntry, name }) => isEntry && name === 'index');
  if (from === undefined || page === undefined) throw new Error(`The build has no file of its own for ${module}.`);
  return [from.fileName, ...from.imports.filter((file) => !page.imports.includes(file))].map((file) => `/${file}`);
}

/** The libraries of the first paint, in any of their packages. */
const BASE =
  /node_modules\/(?!.*shallow)(react|react-dom|scheduler|zustand|idb|wouter|regexparam|use-sync-external-store)\//;

/** What runs before the device does, on every screen: who is here, where one is, and the scans of the lock. */
const ENTRANCE = anyOf(
  String.raw`apps/web/src/platform/(ids|idle|router|session)/`,
  String.raw`apps/web/src/platform/keys/keys\.`,
  String.raw`apps/web/src/platform/(api/api|theme/theme)\.`,
  String.raw`apps/web/src/platform/device/(context|entrance|last-time|observable|run|storage|storage-screen)\.`,
  String.raw`apps/web/src/platform/install/prompt\.`,
  String.raw`apps/web/src/platform/journal/(server-clock|store|web-crypto)\.`,
  String.raw`apps/web/src/platform/local-db/(cache-db|failures|journal-db)\.`,
  String.raw`apps/web/src/platform/sync/(prove|tabs)\.`,
  String.raw`apps/web/src/platform/i18n/(translate|language|en/index|en/ui)\.`,
  String.raw`apps/web/src/platform/ui/(button|classes|kbd|states|toast)\.`,
  String.raw`apps/web/src/platform/scanner/(catcher|code-of-keys|devices/kept-scanners|feedback|field|keys-of-event|limits|listen|router|wedge)\.`,
  String.raw`apps/web/src/rooms/identity/(gate|idle-lock|place)\.`,
  String.raw`packages/domain/src/(result|badge/badge|pin/|catalog/gtin|money/digits)`,
  String.raw`lucide-react/dist/esm/(?!icons)`,
  String.raw`lucide-react/dist/esm/icons/(circle-check|circle-exclamation-point|compass|info|triangle-exclamation-point|x)\.`,
);

/** How a PIN or a badge is looked at, on the lock and where a manager approves. */
const LEASE = anyOf(String.raw`apps/web/src/platform/lease/(check-pin|device-key|find-badge|hash-pin|kept-lease)\.`);

/** What the lock shares with the settings, the welcome and whoever asks for access. */
const DOORWAY = anyOf(
  String.raw`apps/web/src/rooms/identity/(frame|offline-verifier|sign-in)\.`,
  String.raw`apps/web/src/platform/(passkey/can-use|ui/language-select)\.`,
  String.raw`lucide-react/dist/esm/icons/(arrow-left|delete|fingerprint-pattern)\.`,
);

/**
 * What the till and the office both use, in small pieces: the till's own platform, the core's numbers and the till's icons.
 * The list behind the sync chip is not there: it comes when the page is idle. Nor are the camera, the bench and the cables of the scanner.
 */
const SHARED = anyOf(
  String.raw`apps/web/src/platform/(api|device(?!/storage-words)|ids|idle|keys(?!/choosing)|live|router|theme|session)/`,
  String.raw`apps/web/src/platform/scanner(?!/(camera/|bench|devices/|learn|replay|traces|typist))/`,
  String.raw`apps/web/src/platform/(sync-chip/(index|sync-chip)|exchange/index|sync/register-request)\.`,
  String.raw`apps/web/src/platform/(ui/(amount|button|chip|classes|states|toast|waiting)|i18n/(format|marks|tender-name)|customers/(device-)?directory)\.`,
  String.raw`apps/web/src/rooms/identity/(idle-lock|place)\.`,
  String.raw`packages/domain/src/(result|money|quantity|calendar|at\.|catalog/selling-rules)`,
  String.raw`packages/domain/src/sale/(exchange|goods-marks|salesperson|tender-settings)\.`,
  String.raw`packages/domain/src/(approval/(beyond|subject)|permission/exceeded|barcode/scan-table|promotion/document|purse/gift-card)\.`,
  String.raw`lucide-react/dist/esm/icons/(check|circle-check|cloud-off|download|info|minus|package|plus|printer|refresh-cw|scan-barcode|search|shopping-basket|trash|trash-2|triangle-alert|triangle-exclamation-point|user-round|users-round|x)\.`,
);

/** The till up to its first scan. What it opens later takes from this and would otherwise cut it into a dozen files. */
const TILL = anyOf(String.raw`apps/web/src/rooms/till/till-screen\.`);

/** Files whose path has one of these in it. */
function anyOf(...paths: readonly string[]): RegExp {
  return new RegExp(paths.map((path) => `/${path}`).join('|'));
}

export default defineConfig({
  plugins: [
    react(),
    tailwindcss(),
    preloadTextFont(),
    nameWhatIsBehindTheLock(),
    shellPlugin(fileURLToPath(new URL('public', import.meta.url))),
  ],
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
            { name: 'entrance', test: ENTRANCE },
            { name: 'lease', test: LEASE },
            { name: 'doorway', test: DOORWAY },
            { name: 'shared', test: SHARED },
            { name: 'till', test: TILL },
          ],
        },
      },
    },
  },
});
