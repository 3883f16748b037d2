import { createHash } from 'node:crypto';
import { isKnownKind, parseEnvelope, parseOperation, type WireError } from '@mosaajii/contract/sync';
import { operationHashInput } from '@mosaajii/domain/operation';
import type { Arrival, Sealed } from './model.ts';

/** Longer ones are not ids; what is echoed back must stay small. */
const MOST_ECHOED = 64;

/** Reads one operation of a push as far as it can be read, and hashes what it really says. Decides nothing. */
export function receive(value: unknown): Arrival {
  const parsed = parseEnvelope(value);
  if ('errors' in parsed) return unreadable(value, sentence(parsed.errors));
  const { envelope } = parsed;
  // Hashed as it came: the schema has no transforms, but the text that was signed is the one of the received value.
  const hashInput = canonicalOf(value);
  if (hashInput === null)
    return unreadable(value, 'The payload has no canonical JSON: fractions, or nested too deeply.');
  const contentHash = createHash('sha256').update(hashInput).digest('hex');
  return { kind: 'sealed', envelope, contentHash, content: contentOf(envelope) };
}

function contentOf(envelope: Sealed['envelope']): Sealed['content'] {
  if (!isKnownKind(envelope)) return { kind: 'unknown-version' };
  const parsed = parseOperation(envelope);
  if ('errors' in parsed) return { kind: 'malformed', detail: sentence(parsed.errors) };
  const mismatch = documentMismatch(parsed.operation);
  return mismatch ? { kind: 'malformed', detail: mismatch } : { kind: 'known', operation: parsed.operation };
}

/** The document of an operation has the operation's id: that makes a document as unique as its operation. */
function documentMismatch(operation: Extract<Sealed['content'], { kind: 'known' }>['operation']): string | null {
  const documentId = documentIdOf(operation);
  return documentId === operation.operationId
    ? null
    : `The document must have the id of its operation, not ${documentId}.`;
}

function documentIdOf(operation: Extract<Sealed['content'], { kind: 'known' }>['operation']): string {
  switch (operation.kind) {
    case 'sale.completed':
      return operation.payload.saleId;
    case 'return.completed':
      return operation.payload.returnId;
    case 'sale.tender-corrected':
      return operation.payload.correctionId;
    case 'stock.written-off':
      return operation.payload.writeOffId;
    case 'approval.given':
      return operation.payload.approvalId;
    case 'cash.moved':
      return operation.payload.movementId;
    case 'customer.created':
      return operation.payload.customerId;
    case 'customer.paid':
      return operation.payload.paymentId;
    case 'deposit.taken':
    case 'deposit.returned':
      return operation.payload.depositId;
    case 'shift.opened':
    case 'shift.closed':
    case 'shift.handed-over':
    case 'drawer.opened':
    case 'till.noted':
      return operation.operationId;
  }
}

function canonicalOf(value: unknown): string | null {
  try {
    return operationHashInput(value as Parameters<typeof operationHashInput>[0]);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function unreadable(value: unknown, detail: string): Arrival {
  const id = typeof value === 'object' && value !== null && 'operationId' in value ? value.operationId : '';
  return { kind: 'unreadable', operationId: typeof id === 'string' ? id.slice(0, MOST_ECHOED) : '', detail };
}

function sentence(errors: readonly WireError[]): string {
  return errors
    .slice(0, 3)
    .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
    .join('; ')
    .slice(0, 600);
}

/** The whole operation as JSON: what is stored, and can be hashed and verified again at any time. */
export function storedEnvelope(arrival: Sealed): string {
  return JSON.stringify(arrival.envelope);
}
