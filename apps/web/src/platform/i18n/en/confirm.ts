/** Words of the question that stands before something dangerous. */
export const confirm = {
  title: 'Confirm that it is you',
  text: 'This changes who may do what, so it is asked once more. It holds for five minutes.',
  password: 'Password',
  confirm: 'Confirm',
  missing: 'Type your password.',
  wrong: 'The password is not right.',
} as const;
