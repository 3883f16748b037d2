/** `node tools/command.mjs backup …` runs a command of apps/server/src/cli, installing and building first what is missing. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root } from './console.mjs';
import { launch } from './launch.mjs';

const [name = '', ...args] = process.argv.slice(2);
if (!/^[a-z-]+$/.test(name) || !existsSync(join(root, 'apps', 'server', 'src', 'cli', `${name}.ts`))) {
  fail(`There is no command "${name}". See README.md for the list.`);
}
await launch(join(root, 'apps', 'server', 'dist', `${name}.mjs`), args, { isServer: false });
