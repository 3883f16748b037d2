import { spawn } from 'node:child_process';
import { root } from './console.mjs';
import { ensureInstalled, requireNode } from './install.mjs';

/**
 * Installs and builds what is missing, runs a built program, and ends as it ends. Signals reach the program; when this
 * process is killed, the server notices the broken channel and stops by itself.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ isServer: boolean }} options
 */
export async function launch(program, args, { isServer }) {
  requireNode();
  await ensureInstalled();
  const { ensureBuilt } = await import('./build.mjs');
  await ensureBuilt();
  const child = spawn(process.execPath, ['--enable-source-maps', program, ...args], {
    cwd: root,
    stdio: isServer ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit',
    env: { ...process.env, NODE_ENV: process.env['NODE_ENV'] ?? 'production' },
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal));
  child.once('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? (signal === null ? 1 : 128);
  });
}
