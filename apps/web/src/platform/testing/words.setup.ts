import { device } from '../i18n/en/device.ts';
import { till } from '../i18n/en/till.ts';
import { addMessages } from '../i18n/index.ts';

// As on every page whose device runs: only the lock is drawn before these are there.
addMessages('device', device);
addMessages('till', till);
