import type { passkeyAssertion, passkeyRegistration } from '@mosaajii/contract/factors';
import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { z } from 'zod';
import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Site } from './site.ts';

export type Assertion = z.output<typeof passkeyAssertion>;
export type Registration = z.output<typeof passkeyRegistration>;

export interface PasskeyRow {
  readonly passkey_id: string;
  readonly account_id: string;
  readonly credential_id: string;
  readonly relying_party: string;
  readonly name: string;
  readonly public_key: Buffer;
  readonly counter: string | number;
  readonly transports: string[];
  readonly is_backed_up: boolean;
  readonly created_at: Date;
  readonly last_used_at: Date | null;
}
const COLUMNS =
  'passkey_id, account_id, credential_id, relying_party, name, public_key, counter, transports, is_backed_up,' +
  ' created_at, last_used_at';

/** Nobody has more keys than that; the table cannot be filled with them. */
export const MAXIMUM_PASSKEYS = 20;

/** The passkeys of an account, the oldest first. */
export function listPasskeys(tx: GlobalTx, accountId: string): Promise<PasskeyRow[]> {
  return tx.query<PasskeyRow>(
    `select ${COLUMNS} from passkey where account_id = $1 order by created_at, passkey_id limit ${MAXIMUM_PASSKEYS}`,
    [accountId],
  );
}

/** The passkey of a credential, whoever's it is. */
export async function passkeyOf(tx: GlobalTx, credentialId: string): Promise<PasskeyRow | undefined> {
  const [row] = await tx.query<PasskeyRow>(`select ${COLUMNS} from passkey where credential_id = $1`, [credentialId]);
  return row;
}

/** What a browser is asked with to make a passkey. The person is verified by the device itself; it finds the account. */
export function registrationOptions(
  site: Site,
  account: { readonly accountId: string; readonly email: string; readonly displayName: string },
  known: readonly PasskeyRow[],
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return generateRegistrationOptions({
    rpName: 'Mosaajii',
    rpID: site.relyingParty,
    userID: new TextEncoder().encode(account.accountId),
    userName: account.email,
    userDisplayName: account.displayName,
    attestationType: 'none',
    excludeCredentials: known.filter(({ relying_party: host }) => host === site.relyingParty).map(descriptorOf),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** What a browser is asked with for a proof: of one of these passkeys, or of any that it has for this site. */
export function assertionOptions(
  site: Site,
  passkeys: readonly PasskeyRow[] | null,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const own = passkeys?.filter(({ relying_party: host }) => host === site.relyingParty);
  return generateAuthenticationOptions({
    rpID: site.relyingParty,
    userVerification: 'required',
    ...(own === undefined ? {} : { allowCredentials: own.map(descriptorOf) }),
  });
}

function descriptorOf(row: PasskeyRow) {
  return { id: row.credential_id, transports: row.transports as AuthenticatorTransport[] };
}

/** What is kept of a new passkey; null when it was not made for this question, this site and a verified person. */
export async function readRegistration(site: Site, nonce: string, registration: Registration) {
  const { id, rawId, response } = registration;
  const { clientDataJSON, attestationObject } = response;
  const answer: RegistrationResponseJSON = {
    id,
    rawId,
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON,
      attestationObject,
      ...(response.transports === undefined ? {} : { transports: response.transports as AuthenticatorTransport[] }),
    },
  };
  const expected = { expectedChallenge: nonce, expectedOrigin: site.origin, expectedRPID: site.relyingParty };
  const verified = await orNull(
    verifyRegistrationResponse({ response: answer, ...expected, requireUserVerification: true }),
  );
  if (verified?.verified !== true) return null;
  const { credential, credentialBackedUp } = verified.registrationInfo;
  return { ...credential, transports: credential.transports ?? [], isBackedUp: credentialBackedUp };
}

/**
 * Whether a proof is by this passkey, for this question, this site and a verified person. Counts the use; an authenticator
 * whose counter does not go up has been copied and proves nothing. Two at once with the same proof: one is let in.
 */
export async function useAssertion(
  tx: GlobalTx,
  passkey: PasskeyRow,
  site: Site,
  nonce: string,
  assertion: Assertion,
  now: Date,
): Promise<boolean> {
  if (passkey.relying_party !== site.relyingParty) return false;
  const { clientDataJSON, authenticatorData, signature, userHandle } = assertion.response;
  if (userHandle != null && Buffer.from(userHandle, 'base64url').toString('utf8') !== passkey.account_id) return false;
  const answer: AuthenticationResponseJSON = {
    id: assertion.id,
    rawId: assertion.rawId,
    type: 'public-key',
    clientExtensionResults: {},
    response: { clientDataJSON, authenticatorData, signature },
  };
  const verified = await orNull(
    verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: nonce,
      expectedOrigin: site.origin,
      expectedRPID: site.relyingParty,
      requireUserVerification: true,
      credential: {
        id: passkey.credential_id,
        publicKey: new Uint8Array(passkey.public_key),
        counter: Number(passkey.counter),
      },
    }),
  );
  if (verified?.verified !== true) return false;
  const { newCounter, credentialBackedUp } = verified.authenticationInfo;
  const used = await tx.query(
    'update passkey set counter = $2, is_backed_up = $3, last_used_at = $4' +
      ' where passkey_id = $1 and (counter < $2 or (counter = 0 and $2 = 0)) returning passkey_id',
    [passkey.passkey_id, newCounter, credentialBackedUp, now],
  );
  return used.length > 0;
}

/** The library throws for everything that does not hold; to us it is one refusal. */
async function orNull<T>(verification: Promise<T>): Promise<T | null> {
  try {
    return await verification;
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}
