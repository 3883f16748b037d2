import type { Templates } from '../model.ts';

/** What is told about approvals that a till asks for. */
export const approvals = {
  'approvals/asked': {
    category: 'shop',
    sample: { name: 'Baraka', register: 'S1-R2' },
    link: '/approvals',
    text: {
      subject: '{name} asks for your approval at {register}',
      body: [
        '{name} wants to do something at register {register} that goes beyond what they may do, and a customer is waiting.',
        'Look at it under Approvals, and approve or refuse it within ten minutes.',
      ],
      action: 'Look at it',
    },
  },
} as const satisfies Templates;
