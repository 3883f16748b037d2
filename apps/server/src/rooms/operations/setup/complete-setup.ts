import type { SetupResponse, setupRequest } from '@mosaajii/contract/identity';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { type Currency, currencyOf } from '@mosaajii/domain/money';
import type { z } from 'zod';
import { type GlobalTx, uniqueViolation } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import { createTaxes } from '../../catalog/index.ts';
import {
  type CreatedOrganization,
  completeFounding,
  completeInstance,
  countryPresets,
  createOrganization,
  enrolRegister,
  hashPassword,
  type IssuedToken,
  isFoundingToken,
  isSetupToken,
  lockInstance,
  type NewOrganization,
  openSession,
  readFounding,
  readInstance,
  readSession,
  weaknessOf,
} from '../../identity/index.ts';
import { createChartOfAccounts } from '../../ledger/index.ts';

export type SetupInput = z.output<typeof setupRequest>;

export interface SetupOrigin {
  readonly userAgent: string;
  readonly address: string;
  readonly requestId: string;
}

export type SetupRefusal = Refusal<
  'already-set-up' | 'setup-token-wrong' | 'password-too-weak' | 'invalid-setup' | 'conflict'
> & {
  readonly path?: string;
};

export interface SetUp extends SetupResponse {
  /** For the session's cookie. */
  readonly issued: IssuedToken;
}

/**
 * Founds a shop: organization, owner, store S1, register R1 with its key, taxes, chart of accounts, all or nothing. The
 * first one with the token that the server printed, once for an installation; another one with the token that the code of
 * a paid request was redeemed for. The token is checked before the costly hash of the password is made.
 */
export async function completeSetup(
  deps: Deps,
  input: SetupInput,
  origin: SetupOrigin,
): Promise<Result<SetUp, SetupRefusal>> {
  const early = await deps.db.globalTx(async (tx) => gateOf(deps, tx, input.token, await readInstance(tx)));
  if (!early.ok) return early;
  // Whoever asked for access owns the shop: the code went to this address.
  const { email } = early.value;
  const wanted = email === null ? input : { ...input, owner: { ...input.owner, email } };
  const decided = decide(wanted);
  if (!decided.ok) return decided;
  const passwordHash = await hashPassword(input.owner.password);
  try {
    return await deps.db.globalTx(async (tx) => {
      const late = await gateOf(deps, tx, input.token, await lockInstance(tx));
      if (!late.ok) return late;
      return ok(await found(deps, tx, wanted, { ...decided.value, passwordHash, gate: late.value }, origin));
    });
  } catch (error) {
    if (email === null || uniqueViolation(error)?.startsWith('account_email') !== true) throw error;
    return refuse({
      code: 'conflict',
      detail: 'This e-mail address has an account here already.',
      path: 'owner.email',
    });
  }
}

/** What lets a shop be founded: the installation itself, or a paid request. */
interface Gate {
  readonly requestId: string | null;
  /** Whose shop it will be, when that is decided already. */
  readonly email: string | null;
}

async function gateOf(
  deps: Deps,
  tx: GlobalTx,
  token: string,
  instance: Awaited<ReturnType<typeof readInstance>>,
): Promise<Result<Gate, SetupRefusal>> {
  if (isFoundingToken(token)) {
    const request = await readFounding(deps, tx, token);
    return request === undefined
      ? refuse({ code: 'setup-token-wrong', detail: 'The time for this set-up is over. Ask for a new code.' })
      : ok({ requestId: request.requestId, email: request.email });
  }
  if (instance.isSetUp)
    return refuse({ code: 'already-set-up', detail: 'This shop has been set up already. Sign in instead.' });
  if (isSetupToken(token, instance)) return ok({ requestId: null, email: null });
  return refuse({
    code: 'setup-token-wrong',
    detail: 'The set-up token is not the one that the server printed at its last start.',
  });
}

interface Decided {
  readonly currency: Currency;
  readonly denominations: NewOrganization['denominations'];
}

function decide(input: SetupInput): Result<Decided, SetupRefusal> {
  const currency = currencyOf(input.currency);
  if (currency === null) {
    return refuse({
      code: 'invalid-setup',
      detail: `${input.currency} is not a currency of ISO 4217.`,
      path: 'currency',
    });
  }
  const names = input.taxes.map((tax) => tax.name.toLowerCase());
  if (new Set([...names, 'no tax']).size !== names.length + 1) {
    return refuse({
      code: 'invalid-setup',
      detail: 'Each tax needs a name of its own, other than “No tax”.',
      path: 'taxes',
    });
  }
  const context = [input.shop.name, input.owner.displayName, input.owner.email.split('@')[0] ?? ''];
  const weakness = weaknessOf(input.owner.password, context);
  if (weakness !== undefined) return refuse({ code: 'password-too-weak', detail: weakness, path: 'owner.password' });
  const preset = countryPresets().find(({ code }) => code === input.country);
  const isPresetCurrency = preset?.currency.code === currency.code;
  return ok({
    currency,
    denominations: isPresetCurrency ? preset : { notesMinor: [], coinsMinor: [] },
  });
}

async function found(
  deps: Deps,
  tx: GlobalTx,
  input: SetupInput,
  decided: Decided & { readonly passwordHash: string; readonly gate: Gate },
  origin: SetupOrigin,
): Promise<SetUp> {
  const created = await createOrganization(deps, tx, {
    ...input.shop,
    countryCode: input.country,
    currency: decided.currency,
    locale: input.locale,
    pricesIncludeTax: input.pricesIncludeTax,
    cashRounding: input.cashRounding,
    denominations: decided.denominations,
    owner: { ...input.owner, passwordHash: decided.passwordHash },
  });
  await createTaxes(deps, created.tx, input.taxes, input.pricesIncludeTax);
  await createChartOfAccounts(created.tx);
  const enrolment = await enrolRegister(deps, created.tx, {
    storeId: created.storeId,
    name: input.register.name,
    purpose: 'till',
    publicKey: input.register.publicKey,
    enrolledBy: created.userId,
    requestId: origin.requestId,
  });
  await recordFounding(created, input, origin);
  await passGate(deps, tx, decided.gate, created);
  // The browser that founds the shop is its first register.
  const issued = await openSession(deps, tx, {
    ...created,
    ...origin,
    kind: 'register',
    registerId: enrolment.registerId,
  });
  return { issued, enrolment, session: await readSession(deps, created.tx, created.userId) };
}

/** Closes the way that led here, so that it leads nowhere a second time. */
async function passGate(deps: Deps, tx: GlobalTx, { requestId }: Gate, created: CreatedOrganization): Promise<void> {
  if (requestId === null) return completeInstance(tx, deps.clock.now());
  const completed = await completeFounding(deps, tx, requestId, created);
  // The request was read under the lock of the instance that every founding takes.
  if (!completed.ok) throw new Error(`a request that was ready is not: ${completed.error.code}`);
}

async function recordFounding(created: CreatedOrganization, input: SetupInput, origin: SetupOrigin): Promise<void> {
  const { country, currency, pricesIncludeTax, cashRounding, taxes } = input;
  await recordChange(created.tx, {
    kind: 'settings',
    ids: [created.storeId],
    audit: [
      {
        action: 'organization.founded',
        subjectKind: 'organization',
        subjectId: created.organizationId,
        userId: created.userId,
        detail: { country, currency, pricesIncludeTax, cashRounding, taxes },
        requestId: origin.requestId,
        address: origin.address,
      },
    ],
  });
}
