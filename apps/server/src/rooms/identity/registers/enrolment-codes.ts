import { randomInt } from 'node:crypto';
import type { Enrolment, PublicKeyJwk } from '@mosaajii/contract/identity';
import type { RegisterCode } from '@mosaajii/contract/registers';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { GlobalTx, Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import {
  type CodeRefusal,
  checkCode,
  codeWrong,
  consumeCode,
  type IssueRefusal,
  issueCode,
} from '../one-time-codes/index.ts';
import { enrolAgain } from '../registers.ts';

const PURPOSE = 'registers.enrol';
const TTL_MINUTES = 15;
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Two characters that find the register, six that are the secret. */
const LOCATOR_LENGTH = 2;
/** There are 1024 locators; this many in a row that are taken is not believable. */
const MOST_ATTEMPTS = 50;

export interface CodeOrigin {
  readonly organizationId: string;
  readonly userId: string;
  readonly requestId: string;
}

export type MakeCodeRefusal = IssueRefusal | Refusal<'not-found'>;

/**
 * Makes the code that a device becomes this register with: 8 characters, once, for 15 minutes. The code before it is dead.
 * A revoked register gets none.
 */
export function makeRegisterCode(
  deps: Deps,
  { organizationId, userId, requestId }: CodeOrigin,
  registerId: string,
): Promise<Result<RegisterCode, MakeCodeRefusal>> {
  return deps.db.globalTx(async (tx) => {
    const inside = await tx.enter(organizationId);
    const [register] = await inside.query<{ code: string }>(
      "select code from register where organization_id = $1 and register_id = $2 and state = 'active' and purpose = 'till' for update",
      [organizationId, registerId],
    );
    if (register === undefined) return refuse({ code: 'not-found', detail: 'There is no active till with this id.' });
    const code = {
      purpose: PURPOSE,
      subjectId: registerId,
      accountId: null,
      recipient: '',
      channel: 'in-person',
    } as const;
    const issued = await issueCode(deps, tx, { ...code, ttlMinutes: TTL_MINUTES });
    if (!issued.ok) return issued;
    const { expiresAt } = issued.value;
    const row = { organizationId, registerId, issuedBy: userId, expiresAt };
    const locator = await placeLocator(tx, row, deps.clock.now());
    await recordChange(inside, {
      kind: 'identity',
      ids: [registerId],
      audit: [{ action: 'register.code-issued', subjectKind: 'register', subjectId: registerId, userId, requestId }],
    });
    const text = `${locator}${issued.value.code.slice(0, 2)}-${issued.value.code.slice(2)}`;
    return ok({ registerId, registerCode: register.code, code: text, expiresAt: expiresAt.toISOString() });
  });
}

interface LocatorRow {
  readonly organizationId: string;
  readonly registerId: string;
  readonly issuedBy: string;
  readonly expiresAt: Date;
}

async function placeLocator(tx: GlobalTx, row: LocatorRow, now: Date): Promise<string> {
  await tx.query('delete from register_code where expires_at <= $1 or (organization_id = $2 and register_id = $3)', [
    now,
    row.organizationId,
    row.registerId,
  ]);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const locator = Array.from({ length: LOCATOR_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
    const placed = await tx.query(
      'insert into register_code (locator, organization_id, register_id, issued_by, expires_at) values ($1, $2, $3, $4, $5)' +
        ' on conflict do nothing returning locator',
      [locator, row.organizationId, row.registerId, row.issuedBy, row.expiresAt],
    );
    if (placed.length > 0) return locator;
  }
  throw new Error('no locator is free for an enrolment code');
}

export interface CodeEnrolment {
  /** As it was typed. */
  readonly code: string;
  readonly publicKey: PublicKeyJwk;
  readonly requestId: string;
}

/**
 * Makes the device that typed a code into its register, with a new key and the next receipt series. Of any number of
 * requests with one code a single one is let in. Unknown, wrong, old and used codes are one answer, after the same work.
 */
export async function enrolByCode(deps: Deps, input: CodeEnrolment): Promise<Result<Enrolment, CodeRefusal>> {
  const plain = plainCode(input.code);
  const locator = plain.slice(0, LOCATOR_LENGTH);
  const place = await deps.db.globalTx((tx) => findPlace(tx, locator, deps.clock.now()));
  // A subject that nobody has takes the time of one that somebody has.
  const subjectId = place?.register_id ?? deps.ids.next();
  const checked = await checkCode(deps, { purpose: PURPOSE, subjectId, code: plain.slice(LOCATOR_LENGTH) });
  if (!checked.ok) return checked;
  if (place === undefined) return codeWrong();
  return deps.db.globalTx(async (tx) => {
    const inside: Tx = await tx.enter(place.organization_id);
    if (!(await consumeCode(tx, checked.value, deps.clock.now()))) return codeWrong();
    await tx.query('delete from register_code where locator = $1', [locator]);
    const key = { publicKey: input.publicKey, enrolledBy: place.issued_by, requestId: input.requestId };
    const enrolled = await enrolAgain(deps, inside, place.register_id, key);
    return enrolled === undefined ? codeWrong() : ok(enrolled);
  });
}

/** In any case, with spaces or hyphens, O for 0, I and L for 1. */
function plainCode(typed: string): string {
  return typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
}

interface Place {
  readonly organization_id: string;
  readonly register_id: string;
  readonly issued_by: string;
}

async function findPlace(tx: GlobalTx, locator: string, now: Date): Promise<Place | undefined> {
  const [row] = await tx.query<Place>(
    'select organization_id, register_id, issued_by from register_code where locator = $1 and expires_at > $2',
    [locator, now],
  );
  return row;
}
