/** Words of the till. */
export const till = {
  pay: 'Pay',
} as const;
