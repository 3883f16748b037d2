/**
 * `npm start`: from a fresh clone to a running shop, with nothing but Node and npm. Built-in modules only, because this
 * runs before anything is installed.
 */
import { join } from 'node:path';
import { root } from './console.mjs';
import { launch } from './launch.mjs';

await launch(join(root, 'apps', 'server', 'dist', 'main.mjs'), process.argv.slice(2), { isServer: true });
