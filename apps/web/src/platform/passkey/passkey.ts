import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';

/** `cancelled`: the person closed the question or let it run out. `known`: the device has a passkey of this account. */
export type PasskeyFailure = Refusal<'cancelled' | 'known' | 'failed'>;

/** Lets the person make a passkey. `options` is what the server asked for. */
export function makePasskey(options: Readonly<Record<string, unknown>>): Promise<Result<unknown, PasskeyFailure>> {
  return attempt(async () => {
    const { startRegistration } = await import('@simplewebauthn/browser');
    return startRegistration({ optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON });
  });
}

/** Lets the person prove with a passkey who they are. */
export function askForPasskey(options: Readonly<Record<string, unknown>>): Promise<Result<unknown, PasskeyFailure>> {
  return attempt(async () => {
    const { startAuthentication } = await import('@simplewebauthn/browser');
    return startAuthentication({ optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON });
  });
}

/** The browser refuses by throwing; the names are those of the WebAuthn standard. */
async function attempt(work: () => Promise<unknown>): Promise<Result<unknown, PasskeyFailure>> {
  try {
    return ok(await work());
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return refuse({ code: codeOf(error.name), detail: error.message });
  }
}

function codeOf(name: string): PasskeyFailure['code'] {
  if (name === 'NotAllowedError' || name === 'AbortError') return 'cancelled';
  return name === 'InvalidStateError' ? 'known' : 'failed';
}
