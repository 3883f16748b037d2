/** Words of the question that stands before something dangerous. */
export const confirm = {
  title: 'Confirm that it is you',
  text: 'This decides who may come in or what they may do, so it is asked once more. It holds for five minutes.',
  password: 'Password',
  code: 'Code of the app',
  confirm: 'Confirm',
  passkey: 'Use a passkey',
  useCode: 'Use the app’s code',
  usePassword: 'Use the password',
  missing: 'Type your password.',
  codeMissing: 'Type the six digits that the app shows.',
  wrong: 'The password is not right.',
  wrongCode: 'This is not right, or was used before. Wait for the next code.',
  passkeyFailed: 'It was cancelled or took too long. Try again, or use another way.',
} as const;
