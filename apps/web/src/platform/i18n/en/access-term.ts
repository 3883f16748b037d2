/** What the office says about the end of the paid time. */
export const accessTerm = {
  due: 'This shop is paid for until {date}. Renew it with whoever runs the installation.',
  grace: 'The paid time ended on {date}. Everything still works until {lapses}; then the office can only be read.',
  lapsed:
    'The paid time is over: the office can only be read and exported. Registers go on selling. Changes are possible again as soon as it is renewed with whoever runs the installation.',
} as const;
