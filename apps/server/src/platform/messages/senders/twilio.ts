import type { Outcome, Sender } from '../channels.ts';
import type { TwilioSettings } from '../settings.ts';
import { type Answer, postForm, property } from './post-form.ts';

const TWILIO = 'https://api.twilio.com';
/** https://www.twilio.com/docs/api/errors: not a number, not a mobile, has said STOP. */
const BAD_RECIPIENT = new Set([21211, 21214, 21217, 21610, 21614]);

/** Sends SMS by Twilio's Messages resource. `origin` is another one in tests only. */
export function twilioSender({ accountSid, authToken, from }: TwilioSettings, origin = TWILIO): Sender {
  const url = `${origin}/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const sender: Record<string, string> = from.startsWith('MG') ? { MessagingServiceSid: from } : { From: from };
  return {
    send: async ({ to, text }) => outcomeOf(await postForm(url, { ...sender, To: to, Body: text }, { authorization })),
    close: () => undefined,
  };
}

function outcomeOf(answer: Answer | null): Outcome {
  if (answer === null) return { kind: 'temporary', code: 'sms-unreachable' };
  const { status, body } = answer;
  if (status === 201) {
    const sid = property(body, 'sid');
    return { kind: 'delivered', reference: typeof sid === 'string' ? sid : null };
  }
  const code = property(body, 'code');
  if (typeof code === 'number' && BAD_RECIPIENT.has(code)) return { kind: 'bounced', code: `twilio-${code}` };
  if (status === 401 || status === 403) return { kind: 'temporary', code: 'sms-credentials' };
  if (status === 429 || status >= 500) return { kind: 'temporary', code: `sms-${status}` };
  return { kind: 'permanent', code: typeof code === 'number' ? `twilio-${code}` : `sms-${status}` };
}
