import { isDeepStrictEqual } from 'node:util';
import type { AdjustmentRequest, AdjustmentResponse } from '@mosaajii/contract/stock';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { businessDateIn } from '@mosaajii/domain/calendar';
import { milli } from '@mosaajii/domain/money';
import { movement } from '@mosaajii/domain/stock';
import type { UserActor } from '../../platform/access/index.ts';
import { type Tx, uniqueViolation } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { changeSteps } from '../../platform/feed/index.ts';
import { composeStatement, type Step } from '../../platform/statement/index.ts';
import { type PostingRow, postingRow, postingSteps } from '../ledger/index.ts';
import { ADJUSTMENT_POSTINGS, costOfMovements } from './adjustment-posting.ts';
import { levelStep, type MovementRow, movementSteps } from './movement-rows.ts';
import { type AdjustmentContext, loadAdjustmentContext, type StoredAdjustment } from './queries.ts';

export type AdjustmentRefusal = Refusal<'unknown-store' | 'unknown-variant' | 'id-reused' | 'amount-too-large'>;

/** Whose correction it is, and in which shop. */
type Corrector = Pick<UserActor, 'organizationId' | 'userId'>;

/** Corrects stock. Idempotent by `adjustmentId`: a repeat changes nothing, the same id with other content is refused. */
export async function adjustStock(
  deps: Deps,
  actor: Corrector,
  requestId: string,
  input: AdjustmentRequest,
): Promise<Result<AdjustmentResponse, AdjustmentRefusal>> {
  try {
    return await adjustOnce(deps, actor, requestId, input);
  } catch (error) {
    // The same request came twice at once and the other one was faster: now it is there to be compared with.
    if (uniqueViolation(error) === undefined) throw error;
    return adjustOnce(deps, actor, requestId, input);
  }
}

function adjustOnce(
  deps: Deps,
  actor: Corrector,
  requestId: string,
  input: AdjustmentRequest,
): Promise<Result<AdjustmentResponse, AdjustmentRefusal>> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    const context = await loadAdjustmentContext(tx, input);
    if (context.stored) return sameAdjustment(context.stored, input);
    const decision = decideAdjustment(context, actor, input, deps.clock.now());
    if (!decision.ok) return decision;
    await writeAdjustment(deps, tx, actor, requestId, input, decision.value);
    return ok({ adjustmentId: input.adjustmentId, isRepeat: false });
  });
}

/** What was recorded first is what counts; the costs that the server filled in are no difference. */
function sameAdjustment(
  stored: StoredAdjustment,
  input: AdjustmentRequest,
): Result<AdjustmentResponse, AdjustmentRefusal> {
  const now = input.lines.map((line) => [line.variantId, signedQuantity(input.kind, line.quantityMilli)]);
  const then = stored.lines.map((line) => [line.variant_id, line.quantity_milli]);
  const isSame = stored.kind === input.kind && stored.store_id === input.storeId && isDeepStrictEqual(now, then);
  if (isSame) return ok({ adjustmentId: input.adjustmentId, isRepeat: true });
  return refuse({ code: 'id-reused', detail: 'This id belongs to another adjustment.' });
}

function signedQuantity(kind: AdjustmentRequest['kind'], quantityMilli: number): number {
  return movement(kind, milli(quantityMilli)).quantityMilli;
}

interface AdjustmentFacts {
  readonly businessDate: string;
  readonly movements: readonly MovementRow[];
  readonly posting: PostingRow | null;
}

function decideAdjustment(
  context: AdjustmentContext,
  actor: Corrector,
  input: AdjustmentRequest,
  now: Date,
): Result<AdjustmentFacts, AdjustmentRefusal> {
  const { store } = context;
  if (!store) return refuse({ code: 'unknown-store', detail: 'There is no such store.' });
  const unknown = input.lines.find((line) => !context.variants.has(line.variantId));
  if (unknown) return refuse({ code: 'unknown-variant', detail: `There is no variant ${unknown.variantId}.` });
  const businessDate = input.businessDate ?? businessDateIn(store, now);
  const document = { documentId: input.adjustmentId, storeId: input.storeId, businessDate };
  try {
    const movements = input.lines.map((line, index) => ({
      ...document,
      lineNumber: index + 1,
      documentKind: 'adjustment' as const,
      variantId: line.variantId,
      kind: input.kind,
      quantityMilli: signedQuantity(input.kind, line.quantityMilli),
      costE4: line.costE4 ?? context.variants.get(line.variantId)?.cost_e4 ?? null,
      reason: input.reason,
      userId: actor.userId,
    }));
    const header = { ...document, postingNumber: 1, documentKind: 'adjustment' as const, registerId: null };
    const posting = ADJUSTMENT_POSTINGS[input.kind](costOfMovements(input.kind, movements));
    return ok({
      businessDate,
      movements,
      posting: postingRow({ ...header, currencyCode: store.currencyCode }, posting),
    });
  } catch (error) {
    if (error instanceof RangeError) return refuse({ code: 'amount-too-large', detail: error.message });
    throw error;
  }
}

async function writeAdjustment(
  deps: Deps,
  tx: Tx,
  actor: Corrector,
  requestId: string,
  input: AdjustmentRequest,
  { businessDate, movements, posting }: AdjustmentFacts,
): Promise<void> {
  const { adjustmentId, storeId, kind, reason } = input;
  const { userId } = actor;
  const changeId = deps.ids.next();
  const steps = [
    ...movementSteps(movements, [{ adjustmentId, storeId, kind, reason, userId, businessDate }]),
    levelStep(movements),
    ...postingSteps(posting ? [posting] : []),
    ...changeSteps(
      [{ changeId, kind: 'stock', ids: [adjustmentId], registerId: null }],
      [
        {
          entryId: deps.ids.next(),
          changeId,
          userId,
          registerId: null,
          action: 'stock.adjusted',
          subjectKind: 'adjustment',
          subjectId: adjustmentId,
          detail: { kind, reason, storeId, lines: movements.length },
          requestId,
        },
      ],
    ),
  ].filter((step): step is Step => step !== null);
  const statement = composeStatement(tx.organizationId, steps, 'select 1');
  tx.markChanged();
  await tx.query(statement.text, statement.values, statement.name);
}
