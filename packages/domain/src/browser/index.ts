export { type BrowserName, browserName } from './browser-name.ts';
