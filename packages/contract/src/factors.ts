import { z } from 'zod';
import { email } from './identity.ts';
import { count, isoTime, name, text, uuid } from './wire.ts';

const bytes = (maximum: number) =>
  z
    .string()
    .min(1)
    .max(maximum)
    .regex(/^[A-Za-z0-9_-]+={0,2}$/, 'must be base64url');

/** Opaque, stated once, short: names one attempt to prove who somebody is. */
const challenge = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be a challenge of this server');

/** The six digits of an authenticator app; blanks are how people read them. */
export const totpCode = z
  .string()
  .max(16)
  .transform((code) => code.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'must be the six digits that the app shows'));
const recoveryCodeText = text(60, 1);

const transports = z.array(text(20)).max(10).optional();
const attachment = z.enum(['platform', 'cross-platform']).nullable().optional();
/** Whatever a browser says about extensions: looked at by nobody. */
const extensions = z.record(z.string(), z.unknown()).optional();

/** A passkey as the browser hands over a new one (WebAuthn `RegistrationResponseJSON`). */
export const passkeyRegistration = z.strictObject({
  id: bytes(1400),
  rawId: bytes(1400),
  type: z.literal('public-key'),
  authenticatorAttachment: attachment,
  clientExtensionResults: extensions,
  response: z.strictObject({
    clientDataJSON: bytes(4096),
    attestationObject: bytes(65_536),
    authenticatorData: bytes(8192).optional(),
    transports,
    publicKeyAlgorithm: z.int().optional(),
    publicKey: bytes(4096).optional(),
  }),
});

/** The proof of a passkey as the browser hands it over (WebAuthn `AuthenticationResponseJSON`). */
export const passkeyAssertion = z.strictObject({
  id: bytes(1400),
  rawId: bytes(1400),
  type: z.literal('public-key'),
  authenticatorAttachment: attachment,
  clientExtensionResults: extensions,
  response: z.strictObject({
    clientDataJSON: bytes(4096),
    authenticatorData: bytes(8192),
    signature: bytes(4096),
    userHandle: bytes(200).nullable().optional(),
  }),
});

/** What the browser's WebAuthn interface is asked with, as it wants it. */
const webAuthnOptions = z.record(z.string(), z.unknown());

/** A passkey that is asked for. */
export const passkeyChallenge = z.strictObject({ challenge, options: webAuthnOptions });
export type PasskeyChallenge = z.infer<typeof passkeyChallenge>;

/** What a sign-in still needs: in `extra` of the problem `second-step-needed`. */
export const secondStep = z.strictObject({
  challenge,
  hasTotp: z.boolean(),
  hasRecoveryCodes: z.boolean(),
  /** Null: no passkey of the account opens this host name. */
  passkey: webAuthnOptions.nullable(),
});
export type SecondStep = z.infer<typeof secondStep>;

/** One proof of the second kind. */
export const factorProof = z.union([
  z.strictObject({ code: totpCode }),
  z.strictObject({ recoveryCode: recoveryCodeText }),
  z.strictObject({ passkey: passkeyAssertion }),
]);
export type FactorProof = z.output<typeof factorProof>;

export const secondStepRequest = z.strictObject({ challenge, proof: factorProof });
export const passkeySignInRequest = z.strictObject({ challenge, passkey: passkeyAssertion });

/** Proves again who is signed in, before something dangerous. */
export const confirmRequest = z.union([
  z.strictObject({ password: text(128, 1) }),
  z.strictObject({ code: totpCode }),
  z.strictObject({ challenge, passkey: passkeyAssertion }),
]);
export type ConfirmRequest = z.output<typeof confirmRequest>;

export const passkeyItem = z.strictObject({
  passkeyId: uuid,
  name: z.string(),
  /** The host name that it opens. */
  relyingParty: z.string(),
  /** Kept by a password manager or the system's cloud, not on one device alone. */
  isBackedUp: z.boolean(),
  createdAt: isoTime,
  lastUsedAt: isoTime.nullable(),
});
export type PasskeyItem = z.infer<typeof passkeyItem>;

/** What an account has beside its password. */
export const factors = z.strictObject({
  totpEnrolledAt: isoTime.nullable(),
  passkeys: z.array(passkeyItem),
  recoveryCodesLeft: count,
  /** What the person may do needs a second factor. */
  isRequired: z.boolean(),
  /** This session was opened, or has been lifted, with one. */
  isSessionAssured: z.boolean(),
});
export type Factors = z.infer<typeof factors>;

/** Stated once: the secret of an authenticator app, for its picture and for typing. */
export const totpEnrolment = z.strictObject({ secret: z.string(), uri: z.string() });
export type TotpEnrolment = z.infer<typeof totpEnrolment>;
export const totpConfirmation = z.strictObject({ code: totpCode });

export const newPasskey = z.strictObject({ challenge, name: name(60), passkey: passkeyRegistration });
export const passkeyPatch = z.strictObject({ name: name(60) });

/** Stated once, and only when new ones were made. */
export const factorAdded = z.strictObject({ recoveryCodes: z.array(z.string()).nullable() });
export type FactorAdded = z.infer<typeof factorAdded>;
export const newRecoveryCodes = z.strictObject({ recoveryCodes: z.array(z.string()) });
export type NewRecoveryCodes = z.infer<typeof newRecoveryCodes>;

/** A second factor that is about to be taken away. */
export const factorReset = z.strictObject({
  startedAt: z.string(),
  /** The name of who asked for it. */
  startedBy: z.string(),
  isByOperator: z.boolean(),
  effectiveAt: z.string(),
});
export type FactorReset = z.infer<typeof factorReset>;
/** Who has lost the second factor, by the whole address. */
export const memberReset = z.strictObject({ email });
export const factorResetState = z.strictObject({ hasFactor: z.boolean(), waiting: factorReset.nullable() });
export type FactorResetState = z.infer<typeof factorResetState>;
