import type { accessRequestInput } from '@mosaajii/contract/access';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { z } from 'zod';
import { hashOfSecret } from '../../../platform/access/index.ts';
import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { type AttemptLimits, countAttempts } from '../../../platform/limits/index.ts';
import { newApplicantToken } from './applicant.ts';
import { writeTo } from './letters.ts';
import { emailIndexOf, sealApplicant } from './person.ts';
import { readPlan } from './plans.ts';

type Input = z.output<typeof accessRequestInput>;
type Asking = Pick<Deps, 'db' | 'clock' | 'ids' | 'personal' | 'jobs'>;

/** A household asks once; whoever asks for many addresses waits. */
const PER_ADDRESS: AttemptLimits = { steps: [{ from: 10, minutes: 15 }] };

export type AskRefusal = Refusal<'too-many-requests' | 'invalid-request'> & { readonly retryAt?: Date };

/**
 * Takes a request for access down and writes to the applicant. Whoever has asked already gets the same answer and no
 * second letter: the page tells nobody who is known here, and floods no mailbox.
 */
export async function requestAccess(
  deps: Asking,
  input: Input,
  address: string,
): Promise<Result<{ readonly requestId: string }, AskRefusal>> {
  const now = deps.clock.now();
  return deps.db.globalTx(async (tx) => {
    const retryAt = await countAttempts(tx, [{ subject: `access-request:${address}`, limits: PER_ADDRESS }], now);
    if (retryAt !== null) {
      return refuse({ code: 'too-many-requests', detail: 'Too many requests came from this address.', retryAt });
    }
    const plan = await readPlan(tx, input.planId);
    if (plan === undefined || !plan.isOffered) {
      return refuse({ code: 'invalid-request', detail: 'This plan is not offered any more. Choose another one.' });
    }
    const token = newApplicantToken();
    if (await takeDown(deps, tx, input, token, now)) {
      await tx.query(
        "insert into access_event (request_id, action, detail, occurred_at) values ($1, 'requested', $2, $3)",
        [input.requestId, JSON.stringify({ planId: plan.planId }), now],
      );
      await writeTo(deps, tx, input, {
        messageId: input.requestId,
        template: 'access/requested',
        params: { shopName: input.shopName, planName: plan.name, token },
        // Whoever has the link may end the request.
        isSecret: true,
      });
    }
    return ok({ requestId: input.requestId });
  });
}

/** False: this very request, or another open one of the address, is there already. */
async function takeDown(deps: Asking, tx: GlobalTx, input: Input, token: string, now: Date): Promise<boolean> {
  const { requestId, name, email, phone, shopName, planId, locale } = input;
  const sealed = await sealApplicant(deps, tx, requestId, { name, email, phone, shopName });
  const rows = await tx.query(
    'insert into access_request (request_id, plan_id, person_sealed, email_index, locale, created_at, updated_at,' +
      ' applicant_token_hash) values ($1, $2, $3, $4, $5, $6, $6, $7) on conflict do nothing returning request_id',
    [requestId, planId, sealed, await emailIndexOf(deps, tx, email), locale, now, hashOfSecret(token)],
  );
  return rows.length > 0;
}
