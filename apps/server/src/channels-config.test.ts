import { describe, expect, it } from 'vitest';
import { parseChannels } from './channels-config.ts';
import { ConfigError } from './config-error.ts';

const parse = (env: Readonly<Record<string, string>>) => parseChannels((name) => env[name]);
const SID = `AC${'0a'.repeat(16)}`;
const twilio = {
  SMS_PROVIDER: 'twilio',
  TWILIO_ACCOUNT_SID: SID,
  TWILIO_AUTH_TOKEN: 'f'.repeat(32),
  TWILIO_FROM: '+15550001111',
};
const africasTalking = {
  SMS_PROVIDER: 'africas-talking',
  AFRICASTALKING_USERNAME: 'sandbox',
  AFRICASTALKING_API_KEY: 'atsk_0123456789abcdef',
};

describe('the ways out', () => {
  it('are none unless they are named', () => {
    expect(parse({})).toEqual({});
  });

  it('are mail over TLS, from the first byte or by STARTTLS, and plain only on this machine', () => {
    const from = { name: 'My Shop', address: 'shop@example.com' };
    expect(
      parse({ SMTP_URL: 'smtps://me%40example.com:p%3Aw@mail.example.com', SMTP_FROM: 'My Shop <shop@example.com>' }),
    ).toEqual({
      smtp: {
        host: 'mail.example.com',
        port: 465,
        isImplicitTls: true,
        isLoopback: false,
        credentials: { user: 'me@example.com', password: 'p:w' },
        from,
      },
    });
    expect(parse({ SMTP_URL: 'smtp://mail.example.com', SMTP_FROM: 'shop@example.com' }).smtp).toMatchObject({
      port: 587,
      isImplicitTls: false,
      isLoopback: false,
      from: { name: '', address: 'shop@example.com' },
    });
    for (const host of ['127.0.0.1', 'localhost', '[::1]'])
      expect(parse({ SMTP_URL: `smtp://${host}:2525`, SMTP_FROM: 'a@b' }).smtp).toMatchObject({
        port: 2525,
        isLoopback: true,
      });
  });

  it('are SMS by one of two providers', () => {
    expect(parse(twilio).sms).toEqual({
      provider: 'twilio',
      accountSid: SID,
      authToken: 'f'.repeat(32),
      from: '+15550001111',
    });
    expect(parse(africasTalking).sms).toEqual({
      provider: 'africas-talking',
      username: 'sandbox',
      apiKey: 'atsk_0123456789abcdef',
    });
    expect(parse({ ...africasTalking, AFRICASTALKING_FROM: 'DUKA' }).sms).toMatchObject({ from: 'DUKA' });
  });

  const wrong: [string, Readonly<Record<string, string>>][] = [
    ['SMTP_FROM', { SMTP_FROM: 'a@b' }],
    ['SMTP_FROM', { SMTP_URL: 'smtp://mail.example.com' }],
    ['SMTP_FROM', { SMTP_URL: 'smtp://mail.example.com', SMTP_FROM: 'a@b, c@d' }],
    ['SMTP_FROM', { SMTP_URL: 'smtp://mail.example.com', SMTP_FROM: 'x\r\nBcc: y <a@b>' }],
    ['SMTP_URL', { SMTP_URL: 'http://user:hunter2hunter2@mail.example.com', SMTP_FROM: 'a@b' }],
    ['SMTP_URL', { SMTP_URL: 'smtp://user:hunter2hunter2@mail.example.com/path', SMTP_FROM: 'a@b' }],
    ['SMTP_URL', { SMTP_URL: 'smtp://user@mail.example.com', SMTP_FROM: 'a@b' }],
    ['SMTP_URL', { SMTP_URL: 'smtp://user:%zz@mail.example.com', SMTP_FROM: 'a@b' }],
    ['SMTP_URL', { SMTP_URL: 'mail.example.com', SMTP_FROM: 'a@b' }],
    ['SMS_PROVIDER', { SMS_PROVIDER: 'pigeons' }],
    ['TWILIO_ACCOUNT_SID', { ...twilio, TWILIO_ACCOUNT_SID: '../../evil' }],
    ['TWILIO_AUTH_TOKEN', { ...twilio, TWILIO_AUTH_TOKEN: 'hunter2 hunter2' }],
    ['TWILIO_FROM', { ...twilio, TWILIO_FROM: 'a name that is too long' }],
    ['AFRICASTALKING_API_KEY', { ...africasTalking, AFRICASTALKING_API_KEY: 'hunter2' }],
    ['AFRICASTALKING_USERNAME', { ...africasTalking, AFRICASTALKING_USERNAME: 'a b' }],
    ['AFRICASTALKING_FROM', { ...africasTalking, AFRICASTALKING_FROM: 'a&b' }],
  ];
  it.each(wrong)('names %s where it is wrong, and repeats no credential', (name, env) => {
    expect(() => parse(env)).toThrow(ConfigError);
    expect(() => parse(env)).toThrow(name);
    expect(() => parse(env)).not.toThrow('hunter2');
  });

  it('needs every credential of a provider', () => {
    for (const name of ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM']) {
      const { [name]: _left, ...rest } = twilio as Readonly<Record<string, string>>;
      expect(() => parse(rest as Readonly<Record<string, string>>)).toThrow(`needs ${name}`);
    }
  });
});
