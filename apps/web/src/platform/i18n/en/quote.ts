/** Words of one quote: what it says, and its ways to the customer. Loaded with it. */
export const quote = {
  lines: 'What was quoted',
  madeBy: 'Made by {name} at {register}, {time}',
  reductions: 'Reductions',
  sheet: 'Sheet',
  'sheet.a4': 'A4',
  'sheet.letter': 'Letter',
  'sheet.roll': 'Receipt roll',
  pdf: 'PDF',
  mail: 'Send by e-mail',
  unwritten:
    'The till that made this quote did not send what is written on it. Recall it at a till to see and print it.',
  mailText: 'Used for this quote alone. Without the server it waits on this device and goes by itself.',
  mailSend: 'Send the quote',
  mailSent: 'The quote is on its way',
  mailWaiting: 'It is sent as soon as this device has reached the server',
} as const;
