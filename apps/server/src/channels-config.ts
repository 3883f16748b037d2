import { isIP } from 'node:net';
import { ConfigError } from './config-error.ts';
import type { ChannelSettings, SmsSettings, SmtpSettings } from './platform/messages/index.ts';

type Read = (name: string) => string | undefined;

const ADDRESS = /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/;
const SMTP_FORM =
  'smtps://user:password@mail.example.com:465, or smtp:// with the port 587 where the server begins with STARTTLS';

/**
 * Reads the ways out from the environment: SMTP_URL with SMTP_FROM, and SMS_PROVIDER with the provider's credentials. What is
 * absent is not configured. Throws {@link ConfigError} for half of a channel; no message repeats a credential.
 */
export function parseChannels(read: Read): ChannelSettings {
  const smtp = parseSmtp(read);
  const sms = parseSms(read);
  return Object.freeze({ ...(smtp === undefined ? {} : { smtp }), ...(sms === undefined ? {} : { sms }) });
}

function parseSmtp(read: Read): SmtpSettings | undefined {
  const [text, from] = [read('SMTP_URL'), read('SMTP_FROM')];
  if (text === undefined) {
    if (from !== undefined) throw new ConfigError(`SMTP_FROM is set without SMTP_URL. Set it to ${SMTP_FORM}.`);
    return undefined;
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isUsable =
    url !== undefined && /^smtps?:$/.test(url.protocol) && url.hostname !== '' && /^\/?$/.test(url.pathname);
  // The value itself may hold a password and is not repeated.
  if (!isUsable || url.search !== '' || url.hash !== '') throw new ConfigError(`SMTP_URL must look like ${SMTP_FORM}.`);
  if (from === undefined) {
    throw new ConfigError('SMTP_URL is set without SMTP_FROM: set it to the address that mail comes from.');
  }
  const isImplicitTls = url.protocol === 'smtps:';
  const [user, password] = [decoded(url.username), decoded(url.password)];
  if ((user === '') !== (password === '')) throw new ConfigError('SMTP_URL needs a user and a password, or neither.');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return Object.freeze({
    host,
    port: url.port === '' ? (isImplicitTls ? 465 : 587) : Number(url.port),
    isImplicitTls,
    isLoopback: isLoopback(host),
    ...(user === '' ? {} : { credentials: Object.freeze({ user, password }) }),
    from: parseFrom(from),
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    throw new ConfigError('The user or password in SMTP_URL has a % that is not followed by two hexadecimal digits.');
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function parseFrom(text: string): SmtpSettings['from'] {
  const named = /^(.*)<([^<>]+)>$/.exec(text);
  const name = (named?.[1] ?? '').trim().replace(/^"(.*)"$/, '$1');
  const address = (named?.[2] ?? text).trim();
  if (!ADDRESS.test(address) || /\p{Cc}/u.test(name)) {
    throw new ConfigError('SMTP_FROM must be an address such as shop@example.com or My Shop <shop@example.com>.');
  }
  return Object.freeze({ name, address });
}

function parseSms(read: Read): SmsSettings | undefined {
  const provider = read('SMS_PROVIDER');
  const need = (name: string, form: RegExp, what: string): string => {
    const value = read(name);
    if (value === undefined) throw new ConfigError(`SMS_PROVIDER is ${provider}, which needs ${name} (${what}).`);
    if (!form.test(value)) throw new ConfigError(`${name} is not ${what}.`);
    return value;
  };
  switch (provider) {
    case undefined:
      return undefined;
    case 'twilio':
      return Object.freeze({
        provider,
        accountSid: need('TWILIO_ACCOUNT_SID', /^AC[0-9a-f]{32}$/, 'an account SID, AC and 32 hexadecimal digits'),
        authToken: need('TWILIO_AUTH_TOKEN', /^[\x21-\x7e]{16,128}$/, 'an auth token'),
        from: need(
          'TWILIO_FROM',
          /^(\+[1-9]\d{6,14}|MG[0-9a-f]{32}|[A-Za-z0-9 ]{1,11})$/,
          'a number such as +15550001111, a messaging service (MG…) or a name of at most 11 characters',
        ),
      });
    case 'africas-talking':
      return parseAfricasTalking(read, need);
    default:
      throw new ConfigError(`SMS_PROVIDER is "${provider}"; it must be twilio or africas-talking.`);
  }
}

function parseAfricasTalking(read: Read, need: (name: string, form: RegExp, what: string) => string): SmsSettings {
  const from = read('AFRICASTALKING_FROM');
  if (from !== undefined && !/^[A-Za-z0-9 _.-]{1,20}$/.test(from)) {
    throw new ConfigError('AFRICASTALKING_FROM is not a short code or a registered name.');
  }
  return Object.freeze({
    provider: 'africas-talking',
    username: need('AFRICASTALKING_USERNAME', /^[A-Za-z0-9_.-]{1,60}$/, 'a user name'),
    apiKey: need('AFRICASTALKING_API_KEY', /^[\x21-\x7e]{16,200}$/, 'an API key'),
    ...(from === undefined ? {} : { from }),
  });
}
