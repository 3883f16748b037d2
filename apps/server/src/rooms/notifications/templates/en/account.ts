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
} as const satisfies Templates;
