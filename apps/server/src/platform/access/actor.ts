import type { Role } from '@mosaajii/domain/permission';
import type { OperationId, POLICY } from './policy.ts';

/** A person with a session. */
export interface UserActor {
  readonly kind: 'user';
  readonly organizationId: string;
  readonly userId: string;
  readonly accountId: string;
  readonly displayName: string;
  readonly role: Role;
  /** SHA-256 of the session's token: names the session without opening it. */
  readonly sessionHash: string;
}

/** A register whose key has been checked. */
export interface RegisterActor {
  readonly kind: 'register';
  readonly organizationId: string;
  readonly storeId: string;
  readonly registerId: string;
  readonly keyId: string;
  readonly code: string;
  readonly series: string;
  readonly purpose: 'till' | 'import';
}

/** What a register says about itself; nothing of it has been checked but its form. */
export interface RegisterClaim {
  readonly kind: 'register-claim';
  readonly organizationId: string;
  readonly keyId: string;
  /** SHA-256 of the secret, hexadecimal: compare with `register_key.token_hash`. */
  readonly tokenHash: string;
}

export interface Anyone {
  readonly kind: 'anyone';
}

export type Actor = UserActor | RegisterActor | RegisterClaim | Anyone;

interface ActorByPrincipal {
  anyone: Anyone;
  user: UserActor;
  register: RegisterActor;
  'register-claim': RegisterClaim;
  'user-or-register': UserActor | RegisterActor;
}

/** The kind of actor that the policy admits to an operation. */
export type ActorOf<Op extends OperationId> = ActorByPrincipal[(typeof POLICY)[Op]['principal']];

/** How actors are recognised; the identity room does it, the platform only asks. */
export interface Recognition {
  /** The user of a session token that is alive, else undefined. */
  userOf(token: string): Promise<UserActor | undefined>;
  /** The register of a claim that holds, else undefined. */
  registerOf(claim: RegisterClaim): Promise<RegisterActor | undefined>;
  /** The shops that an attempt to sign in with this address concerns; the user is null where nobody has it. */
  usersOf(email: string): Promise<readonly { readonly organizationId: string; readonly userId: string | null }[]>;
}
