/** Words about this device: what is saved here, what waits, what is ready. */
export const device = {
  synced: 'Synced',
  syncing: 'Syncing {count}',
  offline: 'Offline',
  offlineSaved: { one: 'Offline · {count} saved here', other: 'Offline · {count} saved here' },
  needYou: { one: '{count} needs you', other: '{count} need you' },
  updateReady: 'Update ready',
  openQueue: 'Sync: {state}. Open the queue.',
  sessionDevice: '{browser} on {system}',
  sessionUnknown: 'Unknown browser',
  sessionUnknownSystem: 'an unknown system',
} as const;
