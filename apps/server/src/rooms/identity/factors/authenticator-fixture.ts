import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** What a browser and its authenticator do, in software: for tests of what the server makes of their answers. */
export interface SoftAuthenticator {
  readonly credentialId: string;
  register(challenge: string, with_?: Partial<Circumstances>): object;
  assert(challenge: string, with_?: Partial<Circumstances>): object;
}

/** Everything that can be wrong about an answer. */
export interface Circumstances {
  readonly origin: string;
  readonly relyingParty: string;
  readonly isUserVerified: boolean;
  readonly counter: number;
  readonly userHandle: string;
}
const USUAL: Circumstances = {
  origin: 'http://localhost',
  relyingParty: 'localhost',
  isUserVerified: true,
  counter: 0,
  userHandle: '',
};
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

export function softAuthenticator(): SoftAuthenticator {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  const credentialId = id.toString('base64url');
  const frame = { id: credentialId, rawId: credentialId, type: 'public-key', clientExtensionResults: {} };
  return {
    credentialId,
    register(challenge, with_ = {}) {
      const about = { ...USUAL, ...with_ };
      const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseKey(publicKey)]);
      const authData = Buffer.concat([authenticatorData(about, HAS_CREDENTIAL), credential]);
      const attestation = cborMap([
        [cborText('fmt'), cborText('none')],
        [cborText('attStmt'), cborMap([])],
        [cborText('authData'), cborBytes(authData)],
      ]);
      return {
        ...frame,
        response: {
          clientDataJSON: clientData('webauthn.create', challenge, about).toString('base64url'),
          attestationObject: attestation.toString('base64url'),
          transports: ['internal'],
        },
      };
    },
    assert(challenge, with_ = {}) {
      const about = { ...USUAL, ...with_ };
      const client = clientData('webauthn.get', challenge, about);
      const authData = authenticatorData(about, 0);
      const signed = Buffer.concat([authData, createHash('sha256').update(client).digest()]);
      return {
        ...frame,
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: authData.toString('base64url'),
          signature: sign('sha256', signed, privateKey).toString('base64url'),
          ...(about.userHandle === '' ? {} : { userHandle: Buffer.from(about.userHandle).toString('base64url') }),
        },
      };
    },
  };
}

function clientData(type: string, challenge: string, { origin }: Circumstances): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

function authenticatorData({ relyingParty, isUserVerified, counter }: Circumstances, more: number): Buffer {
  const flags = USER_PRESENT | (isUserVerified ? USER_VERIFIED : 0) | more;
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([createHash('sha256').update(relyingParty).digest(), Buffer.from([flags]), count]);
}

/** RFC 9052: kty EC2, alg ES256, crv P-256. */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return cborMap([
    [cborNumber(1), cborNumber(2)],
    [cborNumber(3), cborNumber(-7)],
    [cborNumber(-1), cborNumber(1)],
    [cborNumber(-2), cborBytes(Buffer.from(x, 'base64url'))],
    [cborNumber(-3), cborBytes(Buffer.from(y, 'base64url'))],
  ]);
}

function cborHead(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 0xff]);
}

function cborNumber(value: number): Buffer {
  return value < 0 ? cborHead(1, -1 - value) : cborHead(0, value);
}

function cborBytes(value: Buffer): Buffer {
  return Buffer.concat([cborHead(2, value.length), value]);
}

function cborText(value: string): Buffer {
  return Buffer.concat([cborHead(3, Buffer.byteLength(value)), Buffer.from(value)]);
}

function cborMap(entries: readonly (readonly [Buffer, Buffer])[]): Buffer {
  return Buffer.concat([cborHead(5, entries.length), ...entries.flat()]);
}
