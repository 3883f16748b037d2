import type { Checkout, GatewayPayment } from '../../platform/webhooks/index.ts';
import type { Action } from './simulator.ts';

const WORDS: Readonly<Record<Action, string>> = {
  pay: 'Pay',
  'pay-less': 'Pay one unit too little',
  'pay-other-currency': 'Pay in another currency',
  fail: 'Let the payment fail',
  refund: 'Give the money back',
  repeat: 'Send the last message twice more',
  'out-of-order': 'Pay, and tell of it in the wrong order',
  'replay-old': 'Send a message of ten minutes ago',
  forge: 'Send a message with a forged signature',
  'unknown-payment': 'Tell of a payment that nobody knows',
};
const ACTIONS = Object.keys(WORDS) as Action[];

interface PageInput {
  readonly wanted: Checkout;
  readonly payment: GatewayPayment;
  /** What the installation answered last. */
  readonly said: string | null;
}

/** The page where a payer would pay; nothing on it is loaded from anywhere. */
export function checkoutPage({ wanted, payment, said }: PageInput): string {
  const { amountMinor, currency, description, returnUrl } = wanted;
  const buttons = ACTIONS.map(
    (action) => `<p><button name="action" value="${action}">${escapeHtml(WORDS[action])}</button></p>`,
  );
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
    '<title>Gateway simulator</title></head><body style="font-family:system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem">' +
    '<h1>Gateway simulator</h1><p>No money goes through this page. It tells the installation what a payment gateway would tell.</p>' +
    `<p><strong>${escapeHtml(description)}</strong>: ${amountMinor} minor units of ${escapeHtml(currency)}, now <strong>${payment.state}</strong></p>` +
    (said === null ? '' : `<p role="status">Answered to ${escapeHtml(said)}</p>`) +
    `<form method="post">${buttons.join('')}</form><p><a href="${escapeHtml(returnUrl)}">Back to the installation</a></p></body></html>`
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
