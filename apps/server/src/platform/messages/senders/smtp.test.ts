import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { smtpSender } from './smtp.ts';

let close: () => Promise<void> = async () => undefined;
afterEach(() => close());

/** A mail server that says whether anybody came so far as to name a recipient. */
async function serve(options: SMTPServerOptions): Promise<{ readonly port: number; readonly recipients: string[] }> {
  const recipients: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    onRcptTo: ({ address }, _session, done) => {
      recipients.push(address);
      done();
    },
    ...options,
  });
  // What a client's refusal of the certificate looks like from here is not of interest.
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  close = () => new Promise((resolve) => server.close(() => resolve()));
  return { port: (listening.address() as AddressInfo).port, recipients };
}

const from = { name: 'Mosaajii', address: 'no-reply@shop.test' };
const mail = { messageId: 'm', to: 'amina@example.com', subject: 'Code', text: 'A7K-2M9', html: '' };

describe('mail to a server away from this machine', () => {
  it.each([true, false])(
    'is not sent where nobody vouches for the certificate (TLS from the start: %s)',
    async (secure) => {
      // The server's own certificate is signed by itself, for another name.
      const { port, recipients } = await serve({ secure });
      const sender = smtpSender({ host: '127.0.0.1', port, isImplicitTls: secure, isLoopback: false, from });
      expect(await sender.send(mail)).toMatchObject({ kind: 'temporary' });
      expect(recipients).toEqual([]);
      sender.close();
    },
  );

  it('is not sent in clear, though the server says that it knows nothing else', async () => {
    const { port, recipients } = await serve({ disabledCommands: ['STARTTLS'] });
    const sender = smtpSender({ host: '127.0.0.1', port, isImplicitTls: false, isLoopback: false, from });
    expect(await sender.send(mail)).toEqual({ kind: 'temporary', code: 'smtp-tls' });
    expect(recipients).toEqual([]);
    sender.close();
  });

  it('is sent in clear over loopback alone', async () => {
    const { port, recipients } = await serve({ disabledCommands: ['STARTTLS'] });
    const sender = smtpSender({ host: '127.0.0.1', port, isImplicitTls: false, isLoopback: true, from });
    expect(await sender.send(mail)).toMatchObject({ kind: 'delivered' });
    expect(recipients).toEqual(['amina@example.com']);
    sender.close();
  });
});
