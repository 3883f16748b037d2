import { createTransport } from 'nodemailer';
import type { Outcome, Outgoing, Sender } from '../channels.ts';
import type { SmtpSettings } from '../settings.ts';

const CONNECT_MS = 10_000;
const SILENCE_MS = 20_000;
/** RFC 5321: there is no such mailbox, or it is not one that takes mail. */
const NO_SUCH_MAILBOX = new Set([550, 551, 553]);
/** RFC 4954: the server wants other credentials than ours, which is nothing about the message. */
const CREDENTIALS = new Set([454, 530, 534, 535, 538]);

/** Sends mail by SMTP, over TLS unless the server is on this machine. Each attempt has its own connection. */
export function smtpSender(settings: SmtpSettings): Sender {
  const { host, port, isImplicitTls, isLoopback, credentials, from } = settings;
  const transport = createTransport({
    host,
    port,
    secure: isImplicitTls,
    requireTLS: !isImplicitTls && !isLoopback,
    ignoreTLS: !isImplicitTls && isLoopback,
    tls: { minVersion: 'TLSv1.2' },
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    dnsTimeout: CONNECT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(credentials === undefined ? {} : { auth: { user: credentials.user, pass: credentials.password } }),
  });
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  return {
    send: async ({
      messageId,
      to,
      subject,
      text,
      html,
      unsubscribeUrl,
      attachments = [],
    }: Outgoing): Promise<Outcome> => {
      try {
        const sent = await transport.sendMail({
          from: { name: from.name, address: from.address },
          to: { name: '', address: to },
          subject,
          text,
          html,
          attachments: attachments.map((one) => ({ ...one })),
          messageId: `<${messageId}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated', ...oneClick(unsubscribeUrl) },
        });
        return { kind: 'delivered', reference: sent.messageId };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    close: () => transport.close(),
  };
}

function oneClick(url: string | undefined): Readonly<Record<string, string>> {
  if (url === undefined) return {};
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

/** What the server's refusal means for the next attempt. */
function outcomeOf(error: unknown): Outcome {
  const { code, status, command } = detailsOf(error);
  if (code === 'EAUTH' || CREDENTIALS.has(status)) return { kind: 'temporary', code: 'smtp-credentials' };
  if (code === 'ETLS' || command === 'STARTTLS') return { kind: 'temporary', code: 'smtp-tls' };
  if (status >= 500) {
    const isRecipient = command === 'RCPT TO' && NO_SUCH_MAILBOX.has(status);
    // A server that refuses the connection itself says nothing about the message.
    if (command === 'CONN' || command === 'EHLO' || command === 'HELO') {
      return { kind: 'temporary', code: `smtp-${status}` };
    }
    return { kind: isRecipient ? 'bounced' : 'permanent', code: `smtp-${status}` };
  }
  if (status >= 400) return { kind: 'temporary', code: `smtp-${status}` };
  if (code === 'ETIMEDOUT') return { kind: 'temporary', code: 'smtp-timeout' };
  return { kind: 'temporary', code: 'smtp-unreachable' };
}

function detailsOf(error: unknown): { readonly code: string; readonly status: number; readonly command: string } {
  const has = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null;
  if (!has(error)) return { code: '', status: 0, command: '' };
  const { code, responseCode, command } = error;
  return {
    code: typeof code === 'string' ? code : '',
    status: typeof responseCode === 'number' ? responseCode : 0,
    command: typeof command === 'string' ? command : '',
  };
}
