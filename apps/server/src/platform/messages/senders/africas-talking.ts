import type { Outcome, Sender } from '../channels.ts';
import type { AfricasTalkingSettings } from '../settings.ts';
import { type Answer, postForm, property } from './post-form.ts';

const LIVE = 'https://api.africastalking.com';
const SANDBOX = 'https://api.sandbox.africastalking.com';
/** https://developers.africastalking.com/docs/sms/sending/bulk: processed, sent, queued. */
const TAKEN = new Set([100, 101, 102]);
/** Not a number, a kind of number that takes none, and people who have said that they want none. */
const BAD_RECIPIENT = new Set([403, 404, 406, 409]);
/** Held for a check, no credit, no way, and what the provider's own systems do. */
const LATER = new Set([401, 405, 407, 500, 501]);

/** Sends SMS by the bulk interface of Africa's Talking. `origin` is another one in tests only. */
export function africasTalkingSender(settings: AfricasTalkingSettings, origin?: string): Sender {
  const { username, apiKey, from } = settings;
  const url = `${origin ?? (username === 'sandbox' ? SANDBOX : LIVE)}/version1/messaging`;
  const sender: Record<string, string> = from === undefined ? {} : { from };
  return {
    send: async ({ to, text }) =>
      outcomeOf(await postForm(url, { username, to, message: text, ...sender }, { apikey: apiKey })),
    close: () => undefined,
  };
}

function outcomeOf(answer: Answer | null): Outcome {
  if (answer === null) return { kind: 'temporary', code: 'sms-unreachable' };
  const { status, body } = answer;
  if (status === 401 || status === 403) return { kind: 'temporary', code: 'sms-credentials' };
  if (status === 429 || status >= 500) return { kind: 'temporary', code: `sms-${status}` };
  const recipients = property(property(body, 'SMSMessageData'), 'Recipients');
  const recipient: unknown = Array.isArray(recipients) ? recipients[0] : undefined;
  const code = property(recipient, 'statusCode');
  // Without a recipient the provider took nothing; its sentence names the sender or the request.
  if (typeof code !== 'number') return { kind: 'permanent', code: `sms-${status}` };
  if (TAKEN.has(code)) {
    const reference = property(recipient, 'messageId');
    return { kind: 'delivered', reference: typeof reference === 'string' ? reference : null };
  }
  if (BAD_RECIPIENT.has(code)) return { kind: 'bounced', code: `africas-talking-${code}` };
  return { kind: LATER.has(code) ? 'temporary' : 'permanent', code: `africas-talking-${code}` };
}
