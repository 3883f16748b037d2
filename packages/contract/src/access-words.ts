/** Plain words of the contract about access, without a schema: a browser that needs them loads no validator. */

/** Where a request for access stands. */
export const ACCESS_STATES = [
  'pending',
  'payment-recorded',
  'payment-verified',
  'code-issued',
  'active',
  'rejected',
  'expired',
  'withdrawn',
] as const;

/** Languages that mails and texts to people outside of any shop are written in. */
export const MESSAGE_LOCALES = ['en', 'sw', 'fr', 'ar'] as const;
