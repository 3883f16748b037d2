import type { OperationAnswer } from '@mosaajii/domain/operation';
import type { Tx } from '../../../platform/database/index.ts';
import type { Statement } from '../../../platform/statement/index.ts';
import type { BatchDecision, SyncContext, Writes } from './model.ts';
import { factStatements, levelStatements, type WriteFrame, writeStatement } from './write-batch.ts';

interface Written {
  readonly answers: readonly OperationAnswer[];
  /** Where the chain stands afterwards. */
  readonly sequence: number;
}

/** One operation, or a few, are one statement; of a queue each part is sent while the one before is being written. */
export async function writeParts(
  tx: Tx,
  frame: WriteFrame,
  context: SyncContext,
  decisions: Iterable<BatchDecision>,
  count: number,
  areLevelsLocked: boolean,
): Promise<Written> {
  const answers: OperationAnswer[] = [];
  const movements: Writes['movements'] = [];
  let { last_sequence: sequence } = context.head;
  const sending = new Sending(tx);
  const guard = () => (areLevelsLocked ? [] : unsurprisedBy(context, movements));
  for (const { writes, answers: some } of decisions) {
    answers.push(...some);
    movements.push(...writes.movements);
    sequence = writes.head?.lastSequence ?? sequence;
    if (count > 1) await sending.send(factStatements(frame, writes));
    else await sending.sendLast(listOf(writeStatement(frame, writes, guard())));
  }
  if (count > 1) await sending.sendLast(levelStatements(frame, movements, guard()));
  await sending.done();
  return { answers, sequence };
}

function listOf(statement: Statement | null): Statement[] {
  return statement === null ? [] : [statement];
}

/** Statements on their way: at most two groups of them, so that a long queue does not pile up in memory. */
class Sending {
  readonly #tx: Tx;
  #earlier: Promise<unknown> = Promise.resolve();
  #latest: Promise<unknown> = Promise.resolve();

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  send(statements: readonly Statement[]): Promise<void> {
    return this.#send(statements, false);
  }

  /** The commit travels with the last one; without any, the transaction commits as usual. */
  sendLast(statements: readonly Statement[]): Promise<void> {
    return this.#send(statements, true);
  }

  async done(): Promise<void> {
    await this.#earlier;
    await this.#latest;
  }

  async #send(statements: readonly Statement[], isLast: boolean): Promise<void> {
    if (statements.length === 0) return;
    await this.#earlier;
    this.#earlier = this.#latest;
    this.#tx.markChanged();
    const sent = statements.map(({ text, values, name }, index) =>
      isLast && index === statements.length - 1
        ? this.#tx.queryAndCommit(text, values, name)
        : this.#tx.query(text, values, name),
    );
    this.#latest = Promise.all(sent);
    // Awaited with the next ones; the rollback that follows an earlier failure may overtake it.
    this.#latest.catch(() => undefined);
  }
}

/**
 * The moved variants whose level matters and that the decision leaves at or above zero: if one is below it afterwards, the
 * decision was wrong.
 */
function unsurprisedBy({ levels, variants }: SyncContext, movements: Writes['movements']): string[] {
  const moved = new Map<string, number>();
  for (const { variantId, quantityMilli } of movements) {
    moved.set(variantId, (moved.get(variantId) ?? 0) + quantityMilli);
  }
  const before = new Map(levels.map((row) => [row.variant_id, row.on_hand_milli]));
  return variants
    .filter(({ variant_id, stock_policy }) => stock_policy !== 'allow' && moved.has(variant_id))
    .map((variant) => variant.variant_id)
    .filter((variantId) => (before.get(variantId) ?? 0) + (moved.get(variantId) ?? 0) >= 0);
}
