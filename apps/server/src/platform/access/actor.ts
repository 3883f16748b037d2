import { type Limits, PERMISSION_TABLE, type Permission, type Role } from '@mosaajii/domain/permission';
import type { OperationId, POLICY } from './policy.ts';
import type { RegisterProof, RegisterRefusal } from './proof.ts';

/** A person with a session. */
export interface UserActor {
  readonly kind: 'user';
  readonly organizationId: string;
  readonly userId: string;
  readonly accountId: string;
  readonly displayName: string;
  readonly role: Role;
  /** What the person may do in this shop, however it was given to them: ask this, never the role. */
  readonly permissions: ReadonlySet<Permission>;
  /** How far those permissions go. */
  readonly limits: Limits;
  /** What the person may do in some stores only; a permission that is not named here holds in all. */
  readonly storesOf: ReadonlyMap<Permission, readonly string[]>;
  /** Decides who may use this installation. */
  readonly isOperator: boolean;
  /** The paid time of the shop is over, and the grace after it. */
  readonly isLapsed: boolean;
  /** When the person last proved who they are in this session. */
  readonly confirmedAt: Date;
  /** What they proved it with. */
  readonly assurance: 'password' | 'second-factor';
  /** Names the session, whatever its token is at present, without opening it. */
  readonly sessionId: string;
}

/** The stores in which somebody may do something; `null`: in all of them, as registers and whoever was not narrowed. */
export type Stores = readonly string[] | null;

/** The stores in which somebody may do anything at all that can be narrowed to stores; `null`: in all. */
export function storesOf({ permissions, storesOf: narrowed }: UserActor): Stores {
  const able = [...permissions].filter((permission) => PERMISSION_TABLE[permission].isStoreScoped);
  if (able.some((permission) => !narrowed.has(permission))) return null;
  return [...new Set(able.flatMap((permission) => narrowed.get(permission) ?? []))];
}

/** Where an actor may use a permission. */
export function storesFor(actor: Actor, permission: Permission | undefined): Stores {
  return actor.kind === 'user' && permission !== undefined ? (actor.storesOf.get(permission) ?? null) : null;
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
  /** Names the proof that came with the request; null from a register that has never proved its key. */
  readonly proofId: string | null;
}

/** What a register says about itself; nothing of it has been checked but its form. */
export interface RegisterClaim {
  readonly kind: 'register-claim';
  readonly organizationId: string;
  readonly keyId: string;
  /** SHA-256 of the secret, hexadecimal: compare with `register_key.token_hash`. */
  readonly tokenHash: string;
  /** What it shows to prove that it holds the key; `own-process`: the server itself keeps a register, and nobody asks. */
  readonly proof?: RegisterProof | 'own-process' | null;
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

/** Where a session's token came from, and whether the answer can carry its successor: a connection's cannot. */
export interface TokenUse {
  readonly kind: 'request' | 'connection';
  readonly address: string;
  readonly userAgent: string;
  readonly requestId: string;
}

export interface RecognisedUser {
  readonly actor: UserActor;
  /** The token that takes the place of the one that came; the cookie has to carry it from now on. */
  readonly fresh?: { readonly token: string; readonly expiresAt: Date };
}

/** How actors are recognised; the identity room does it, the platform only asks. */
export interface Recognition {
  /** The user of a session token that is alive, else undefined. */
  userOf(token: string, use: TokenUse): Promise<RecognisedUser | undefined>;
  /** Whether a session that once let its user in still does. */
  isSessionAlive(sessionId: string): Promise<boolean>;
  /** The register of a claim that holds, else why it does not. */
  registerOf(claim: RegisterClaim): Promise<RegisterActor | RegisterRefusal>;
  /** Whether a register that was once let in still is: neither itself nor its key has been revoked. */
  isRegisterAlive(register: RegisterActor): Promise<boolean>;
  /** The roles by which somebody of a shop could do something, and the names of those who could give them. */
  grantersOf(
    organizationId: string,
    permission: Permission,
    place?: string,
  ): Promise<{
    readonly roles: readonly string[];
    readonly people: readonly string[];
    /** The name of the store that was asked about; null when there is none, or all were. */
    readonly storeName: string | null;
  }>;
  /** The shops that an attempt to sign in with this address concerns; the user is null where nobody has it. */
  usersOf(email: string): Promise<readonly { readonly organizationId: string; readonly userId: string | null }[]>;
}
