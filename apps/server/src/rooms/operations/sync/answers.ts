import type { OperationAnswer } from '@mosaajii/domain/operation';
import type { Flag, KnownOperationRow, KnownRepairRow } from './model.ts';

/** What a register hears again about an operation that was posted. */
export function repeatOf({ operation_id, status, notes }: KnownOperationRow): OperationAnswer {
  const operationId = operation_id;
  if (status === 'applied') return { operationId, isRepeat: true, status };
  if (status === 'flagged') return { operationId, isRepeat: true, status, flags: notes };
  return { operationId, isRepeat: true, status, reason: notes[0] ?? '' };
}

/** What it hears again about one that was kept apart. */
export function repeatOfRepair({ operation_id, status, reason_code, reason }: KnownRepairRow): OperationAnswer {
  if (status === 'rejected') return rejectedAnswer(operation_id, reason_code, reason, true);
  return { operationId: operation_id, isRepeat: true, status: 'held', reason: reason_code };
}

/** The first answer to what is posted now. */
export function postedAnswer(
  operationId: string,
  status: 'applied' | 'flagged' | 'quarantined',
  quarantine: string | null,
  flags: readonly Flag[],
): OperationAnswer {
  if (status === 'applied') return { operationId, isRepeat: false, status };
  if (status === 'flagged') return { operationId, isRepeat: false, status, flags };
  return { operationId, isRepeat: false, status, reason: quarantine ?? '' };
}

/** The first answer to what is kept for a person. */
export function heldAnswer(operationId: string, reason: string): OperationAnswer {
  return { operationId, isRepeat: false, status: 'held', reason };
}

/** The answer to what is no fact of this shop. */
export function rejectedAnswer(operationId: string, code: string, detail: string, isRepeat: boolean): OperationAnswer {
  return { operationId, isRepeat, status: 'rejected', problem: { code, detail } };
}
