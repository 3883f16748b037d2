import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome, Sender } from '../channels.ts';
import { africasTalkingSender } from './africas-talking.ts';
import { twilioSender } from './twilio.ts';

/** What a simulated provider was asked. */
interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly form: Readonly<Record<string, string>>;
}
type Reply = { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> };

let server: Server;
let origin: string;
let asked: Asked[];
let reply: (asked: Asked) => Reply;
beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => {
      text += part;
    });
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, path: url, headers, form: Object.fromEntries(new URLSearchParams(text)) };
      asked.push(one);
      const answer = reply(one);
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const send = (sender: Sender): Promise<Outcome> =>
  sender.send({ messageId: 'm', to: '+254711000111', subject: '', text: 'Habari & karibu', html: '' });

const SID = `AC${'0a'.repeat(16)}`;
const TOKEN = 'f'.repeat(32);
/** As https://www.twilio.com/docs/messaging/api/message-resource describes it. */
function twilio({ headers, path, form, method }: Asked): Reply {
  if (method !== 'POST' || path !== `/2010-04-01/Accounts/${SID}/Messages.json`)
    return { status: 404, body: { code: 20404, message: 'not found', status: 404 } };
  if (headers['authorization'] !== `Basic ${Buffer.from(`${SID}:${TOKEN}`).toString('base64')}`)
    return { status: 401, body: { code: 20003, message: 'Authenticate', status: 401 } };
  if (headers['content-type'] !== 'application/x-www-form-urlencoded;charset=UTF-8' || form['Body'] === undefined)
    return { status: 400, body: { code: 21602, message: 'Message body is required', status: 400 } };
  return {
    status: 201,
    body: { sid: `SM${'1b'.repeat(16)}`, status: 'queued', to: form['To'], error_code: null, error_message: null },
  };
}

describe('Twilio', () => {
  const settings = { provider: 'twilio', accountSid: SID, authToken: TOKEN, from: '+15550001111' } as const;

  it('takes a message from a number or from a messaging service', async () => {
    reply = twilio;
    expect(await send(twilioSender(settings, origin))).toEqual({
      kind: 'delivered',
      reference: `SM${'1b'.repeat(16)}`,
    });
    expect(asked[0]?.form).toEqual({ From: '+15550001111', To: '+254711000111', Body: 'Habari & karibu' });
    const service = `MG${'2c'.repeat(16)}`;
    await send(twilioSender({ ...settings, from: service }, origin));
    expect(asked[1]?.form).toMatchObject({ MessagingServiceSid: service });
    expect(asked[1]?.form).not.toHaveProperty('From');
  });

  it('is not asked again about a bad number, and is about what may pass', async () => {
    const sender = twilioSender(settings, origin);
    const refusals: [Reply, Outcome][] = [
      [
        { status: 400, body: { code: 21211, message: "The 'To' number +254711000111 is not valid" } },
        { kind: 'bounced', code: 'twilio-21211' },
      ],
      [
        { status: 400, body: { code: 21610, message: 'unsubscribed' } },
        { kind: 'bounced', code: 'twilio-21610' },
      ],
      [
        { status: 400, body: { code: 21606, message: 'From is not yours' } },
        { kind: 'permanent', code: 'twilio-21606' },
      ],
      [
        { status: 429, body: { code: 20429 } },
        { kind: 'temporary', code: 'sms-429' },
      ],
      [
        { status: 503, body: 'Service Unavailable' },
        { kind: 'temporary', code: 'sms-503' },
      ],
      [
        { status: 201, body: 'x'.repeat(100_000) },
        { kind: 'temporary', code: 'sms-unreachable' },
      ],
    ];
    for (const [answer, outcome] of refusals) {
      reply = () => answer;
      expect(await send(sender)).toEqual(outcome);
    }
    reply = twilio;
    const wrong = twilioSender({ ...settings, authToken: 'e'.repeat(32) }, origin);
    expect(await send(wrong)).toEqual({ kind: 'temporary', code: 'sms-credentials' });
  });

  it('leads nobody away: a redirection is not followed', async () => {
    reply = () => ({ status: 307, body: '', headers: { location: `${origin}/elsewhere` } });
    expect(await send(twilioSender(settings, origin))).toEqual({ kind: 'temporary', code: 'sms-unreachable' });
    expect(asked.map((one) => one.path)).not.toContain('/elsewhere');
  });
});

const API_KEY = 'atsk_0123456789abcdef';
/** As https://developers.africastalking.com/docs/sms/sending/bulk describes it. */
function africasTalking(statusCode: number, status: string): (one: Asked) => Reply {
  return ({ headers, path, form, method }) => {
    if (method !== 'POST' || path !== '/version1/messaging') return { status: 404, body: 'Not Found' };
    if (headers['apikey'] !== API_KEY) return { status: 401, body: 'The supplied authentication is invalid' };
    if (headers['accept'] !== 'application/json') return { status: 200, body: '<AfricasTalkingResponse/>' };
    const messageId = statusCode <= 102 ? 'ATXid_1' : 'None';
    const recipient = { statusCode, number: form['to'], status, cost: 'KES 0.8000', messageId };
    return {
      status: 201,
      body: { SMSMessageData: { Message: 'Sent to 1/1 Total Cost: KES 0.8000', Recipients: [recipient] } },
    };
  };
}

describe('Africa’s Talking', () => {
  const settings = { provider: 'africas-talking', username: 'sandbox', apiKey: API_KEY } as const;

  it('takes a message, from its own number or from a registered name', async () => {
    reply = africasTalking(101, 'Success');
    expect(await send(africasTalkingSender(settings, origin))).toEqual({ kind: 'delivered', reference: 'ATXid_1' });
    expect(asked[0]?.form).toEqual({ username: 'sandbox', to: '+254711000111', message: 'Habari & karibu' });
    await send(africasTalkingSender({ ...settings, from: 'DUKA' }, origin));
    expect(asked[1]?.form).toMatchObject({ from: 'DUKA' });
  });

  it('is not asked again about a bad number, and is about what may pass', async () => {
    const sender = africasTalkingSender(settings, origin);
    const codes: [number, Outcome['kind']][] = [
      [100, 'delivered'],
      [102, 'delivered'],
      [401, 'temporary'],
      [402, 'permanent'],
      [403, 'bounced'],
      [404, 'bounced'],
      [405, 'temporary'],
      [406, 'bounced'],
      [409, 'bounced'],
      [500, 'temporary'],
      [501, 'temporary'],
      [502, 'permanent'],
    ];
    for (const [code, kind] of codes) {
      reply = africasTalking(code, 'Status');
      const outcome = await send(sender);
      expect(outcome.kind, String(code)).toBe(kind);
      if (outcome.kind !== 'delivered') expect(outcome.code).toBe(`africas-talking-${code}`);
    }
    reply = () => ({ status: 201, body: { SMSMessageData: { Message: 'InvalidSenderId', Recipients: [] } } });
    expect(await send(sender)).toEqual({ kind: 'permanent', code: 'sms-201' });
    reply = africasTalking(101, 'Success');
    const wrong = africasTalkingSender({ ...settings, apiKey: 'atsk_wrong_wrong_wrong' }, origin);
    expect(await send(wrong)).toEqual({ kind: 'temporary', code: 'sms-credentials' });
  });

  it('is tried later when nobody answers', async () => {
    const sender = africasTalkingSender(settings, 'http://127.0.0.1:1');
    expect(await send(sender)).toEqual({ kind: 'temporary', code: 'sms-unreachable' });
  });
});
