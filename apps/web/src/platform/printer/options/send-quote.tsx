import { quote } from '../../i18n/en/quote.ts';
import { addMessages } from '../../i18n/index.ts';
import { mailQuote } from '../receipt-mails.ts';
import { SendForm } from './send-form.tsx';

addMessages('quote', quote);

const WORDS = {
  text: 'quote.mailText',
  send: 'quote.mailSend',
  sent: 'quote.mailSent',
  waiting: 'quote.mailWaiting',
} as const;

/** Sends a quote with its PDF to the address that the customer names. */
export function SendQuote({ quoteId, onClose }: { readonly quoteId: string; readonly onClose: () => void }) {
  return <SendForm words={WORDS} mail={(to) => mailQuote(quoteId, to)} phone="" hasLink={false} onClose={onClose} />;
}
