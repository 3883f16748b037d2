import type { Templates } from '../model.ts';

/** What is told about changes of roles that wait for a second person. */
export const roles = {
  'roles/approval-asked': {
    category: 'shop',
    sample: { name: 'Amina', subject: 'Stock taker' },
    link: '/team/roles',
    text: {
      subject: '{name} asks you to approve a change: {subject}',
      body: [
        '{name} wants to give more rights: {subject}. It waits for somebody else who may change roles.',
        'Look at it under Approvals, and approve or decline it within seven days.',
      ],
      action: 'Open the roles',
    },
  },
  'roles/change-approved': {
    category: 'shop',
    sample: { name: 'Juma', subject: 'Stock taker' },
    link: '/team/roles',
    text: {
      subject: '{name} approved your change: {subject}',
      body: ['The change of {subject} that you asked for is made.'],
      action: 'Open the roles',
    },
  },
  'roles/change-declined': {
    category: 'shop',
    sample: { name: 'Juma', subject: 'Stock taker', note: 'She starts in May' },
    link: '/team/roles',
    text: {
      subject: '{name} declined your change: {subject}',
      body: ['Nothing was changed about {subject}. The reason that {name} gave:', '“{note}”'],
      action: 'Open the roles',
    },
  },
} as const satisfies Templates;
