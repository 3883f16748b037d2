import type { Senders } from '../channels.ts';
import type { ChannelSettings } from '../settings.ts';

/** The senders of what was configured; nothing connects before the first message. */
export async function openSenders({ smtp, sms }: ChannelSettings): Promise<Senders> {
  const email = smtp === undefined ? undefined : (await import('./smtp.ts')).smtpSender(smtp);
  if (sms === undefined) return email === undefined ? {} : { email };
  const phone =
    sms.provider === 'twilio'
      ? (await import('./twilio.ts')).twilioSender(sms)
      : (await import('./africas-talking.ts')).africasTalkingSender(sms);
  return email === undefined ? { sms: phone } : { email, sms: phone };
}
