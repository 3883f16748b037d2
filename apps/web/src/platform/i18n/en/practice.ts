/** Words of practice. */
export const practice = {
  banner: 'PRACTICE',
  bannerText: 'Nothing is booked. Take no real money.',
  end: 'End practice',
  begin: 'Practice mode',
  beginTitle: 'Practise on this till?',
  beginText:
    'The whole till works as usual, with its own shift and its own numbers. Nothing of it is booked, counted or sent, and each paper says that it is no receipt.',
  beginSafe:
    'Open carts, the shift and sales that wait to be sent stay as they are and are here again afterwards. Your name and the time are written in the journal.',
  beginDo: 'Begin practice',
  endTitle: 'End practice?',
  endText: 'Everything that was rung up in practice is thrown away. The till goes on where it was before.',
  endDo: 'End and throw away',
  failed: 'Practice did not begin: {detail} Nothing was changed.',
  refused: 'This is practice',
  refusedText: 'Nothing outside of the till is changed while it practises.',
  refusedAction: 'End practice first, then do it again.',
  noMail: 'Practice sends nothing: a receipt of practice goes to nobody.',
} as const;
