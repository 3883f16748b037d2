/** Words about installing the program on this device. */
export const install = {
  title: 'Install on this device',
  why: 'Installed, Mosaajii has a window of its own, all its shortcuts, and opens without a connection.',
  install: 'Install',
  notNow: 'Not now',
  isInstalled: 'Installed: it runs in a window of its own.',
  byMenu:
    'This browser installs it from its address bar or its menu, if it can: look for “Install” or “Add to home screen”.',
  stepShare: 'Press Share at the edge of Safari.',
  stepAdd: 'Scroll to “Add to Home Screen” and press it, then Add.',
  stepOpen: 'Open Mosaajii from the home screen from now on.',
} as const;
