import type { Templates } from '../model.ts';

/** What a person is told about the own account. */
export const account = {
  'account/recovery-code': {
    category: 'security',
    sample: { name: 'Amina', code: 'K7M2QX', minutes: 10 },
    text: {
      subject: 'Your code for a new password',
      body: [
        'Hello {name}, somebody asked for a new password for your account. This is the code:',
        '{code}',
        'It holds for {minutes} minutes and is good for nothing else. If it was not you, there is nothing to do: nobody comes in without it.',
      ],
    },
  },
  'account/password-changed': {
    category: 'security',
    sample: { name: 'Amina' },
    text: {
      subject: 'Your password was changed',
      body: [
        'Hello {name}, the password of your account has just been changed, and everybody who was signed in elsewhere was signed out.',
        'If it was not you, ask for a new password on the sign-in page at once and tell an administrator of your shop.',
      ],
    },
  },
  'account/new-device': {
    category: 'security',
    sample: {
      name: 'Amina',
      device: 'Firefox · Linux',
      address: '203.0.113.7',
      when: '22 Nov 2026, 13:00 (Africa/Nairobi)',
      token: 'R4nd0m',
    },
    link: '/not-me#token={token}',
    text: {
      subject: 'New sign-in to your account',
      body: [
        'Hello {name}, somebody has just signed in to your account from a browser that was not used before: {device}, from {address}, {when}.',
        'If it was you, there is nothing to do. If it was not, press the button: it signs out everywhere and sends you a code for a new password.',
      ],
      action: 'This was not me',
    },
  },
  'account/new-device-notice': {
    category: 'security',
    sample: { device: 'Firefox · Linux', address: '203.0.113.7', when: '22 Nov 2026, 13:00 (Africa/Nairobi)' },
    link: '/account',
    text: {
      subject: 'New sign-in from {device}',
      body: [
        'Somebody signed in to your account from {address}, {when}. If it was not you, end that session and change your password.',
      ],
      action: 'Open your account',
    },
  },
  'account/email-code': {
    category: 'security',
    sample: { name: 'Amina', code: 'K7M2QX', minutes: 10 },
    text: {
      subject: 'Your code for a new address',
      body: [
        'Hello {name}, this code makes this the address of your account:',
        '{code}',
        'It holds for {minutes} minutes. If you did not ask for it, there is nothing to do.',
      ],
    },
  },
  'account/email-changed': {
    category: 'security',
    sample: { name: 'Amina', hours: 72, token: 'R4nd0m' },
    link: '/not-me#token={token}',
    text: {
      subject: 'The address of your account was changed',
      body: [
        'Hello {name}, your account has another e-mail address from now on, and this one is no longer asked.',
        'If it was you, there is nothing to do. If it was not, press the button within {hours} hours: it puts this address back, signs out everywhere and sends you a code for a new password.',
      ],
      action: 'This was not me',
    },
  },
  'account/factor-reset': {
    category: 'security',
    sample: { name: 'Amina', by: 'Juma', hours: 24, token: 'R4nd0m' },
    link: '/not-me#token={token}',
    text: {
      subject: 'Your second factor is about to be taken away',
      body: [
        'Hello {name}, {by} asked for the second factor of your account to be taken away, because it was lost. That happens in {hours} hours.',
        'If you lost it, there is nothing to do: sign in afterwards and add a new one. If not, press the button: it stops this, signs out everywhere and sends you a code for a new password.',
      ],
      action: 'This was not me',
    },
  },
  'account/factor-reset-notice': {
    category: 'security',
    sample: { by: 'Juma', hours: 24 },
    link: '/account',
    text: {
      subject: '{by} had your second factor reset',
      body: ['It is taken away in {hours} hours. If you still have it, stop this on the page of your account.'],
      action: 'Open your account',
    },
  },
  'account/factor-reset-done': {
    category: 'security',
    sample: { name: 'Amina' },
    text: {
      subject: 'Your second factor was taken away',
      body: [
        'Hello {name}, your account has no second factor any more, and everybody was signed out. Sign in and add a new one at once.',
      ],
    },
  },
  'account/factor-reset-stopped': {
    category: 'security',
    sample: { name: 'Amina' },
    text: {
      subject: 'Your second factor stays',
      body: [
        'Hello {name}, the request to take away the second factor of your account was stopped. Nothing has changed.',
      ],
    },
  },
} as const satisfies Templates;
