import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { capture, say } from './console.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The Chromium of this machine: CHROMIUM_PATH, else one on the PATH or at a usual place. @returns {string | undefined} */
export function chromiumPath() {
  const given = process.env['CHROMIUM_PATH'];
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((directory) => NAMES.map((name) => join(directory, name)));
  return [...(given === undefined ? [] : [given]), ...onPath, ...PLACES].find(isProgram);
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes sure that there is a Chromium, installing Debian's package where we may.
 * @returns {Promise<string | undefined>} why there is none, or undefined when there is one
 */
export async function ensureChromium() {
  if (chromiumPath() !== undefined) return undefined;
  if (process.getuid?.() !== 0)
    return 'no Chromium is installed and only root may install it (apt-get install chromium)';
  if (!(await apt(['--version']))) return 'no Chromium is installed and there is no apt-get to install it with';
  say('Installing Chromium through apt-get (once) …');
  const install = ['install', '-y', '--no-install-recommends', 'chromium'];
  // The lists of a fresh image are empty or old, so one failure is answered with an update.
  const isInstalled = (await apt(install)) || ((await apt(['update'])) && (await apt(install)));
  return isInstalled && chromiumPath() !== undefined ? undefined : 'apt-get could not install the package chromium';
}

/** @param {readonly string[]} args */
async function apt(args) {
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    return (await capture('apt-get', args, { env })).code === 0;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
