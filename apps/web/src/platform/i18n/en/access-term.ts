/** What the office says about the end of the paid time. */
export const accessTerm = {
  renew: 'Renew',
  due: 'This shop is paid for until {date}.',
  grace: 'The paid time ended on {date}. Everything still works until {lapses}; then the office can only be read.',
  lapsed:
    'The paid time is over: the office can only be read and exported. Registers go on selling. Changes are possible again as soon as it is renewed.',
} as const;
