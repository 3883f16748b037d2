import type { Templates } from '../model.ts';

/** What the people of a shop are told about its audit trail. */
export const audit = {
  'audit/retention-set': {
    category: 'security',
    sample: { name: 'Amina', months: 24 },
    link: '/audit',
    text: {
      subject: 'The audit trail is kept for {months} months from now on',
      body: [
        '{name} decided that entries of the audit trail older than {months} months are removed. It begins in a week.',
        'Export what you want to keep before then. If you did not expect this, talk to {name}.',
      ],
      action: 'Open the audit trail',
    },
  },
  'audit/kept-for-ever': {
    category: 'security',
    sample: { name: 'Amina' },
    link: '/audit',
    text: {
      subject: 'The audit trail is kept for ever',
      body: ['{name} decided that nothing is removed from the audit trail any more.'],
      action: 'Open the audit trail',
    },
  },
} as const satisfies Templates;
