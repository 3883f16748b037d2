import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface ProgramCopy {
  /** Its `main.mjs`. */
  readonly program: string;
  /** Where the files of the till and the office are served from. */
  readonly webRoot: string;
  remove(): Promise<void>;
}

/** A copy of the built program that a test may change, as an update would. */
export async function copyProgram(): Promise<ProgramCopy> {
  const main = process.env['E2E_PROGRAM'] ?? join(import.meta.dirname, '../../apps/server/dist/main.mjs');
  const root = join(dirname(main), '../../..');
  const copy = await mkdtemp(join(tmpdir(), 'mosaajii-program-'));
  await mkdir(join(copy, 'apps/server'), { recursive: true });
  await cp(join(root, 'apps/server/dist'), join(copy, 'apps/server/dist'), { recursive: true });
  await cp(join(root, 'apps/web/dist'), join(copy, 'apps/web/dist'), { recursive: true });
  await cp(join(root, 'package.json'), join(copy, 'package.json'));
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const name of await readdir(join(root, 'apps/server'))) {
    if (name !== 'dist') await symlink(join(root, 'apps/server', name), join(copy, 'apps/server', name));
  }
  return {
    program: join(copy, 'apps/server/dist/main.mjs'),
    webRoot: join(copy, 'apps/web/dist'),
    remove: () => rm(copy, { recursive: true, force: true }),
  };
}
