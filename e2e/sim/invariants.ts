import type { Operation } from '@mosaajii/domain/operation';
import { expectedCashMinor } from '../../apps/web/src/platform/journal/index.ts';
import { brokenCounters } from './counter-invariants.ts';
import type { SimDevice } from './device.ts';
import { brokenLayaways } from './layaway-invariants.ts';
import type { ModelServer } from './model-server.ts';

/** Reasons for which an operation may rightly wait for a person in this simulation: two registers took back the same goods, or handed back the same deposits. */
const RIGHTLY_HELD: ReadonlySet<string> = new Set(['over-return', 'sale-unknown', 'deposit-spent']);

/** What must be true when everything has arrived. Each sentence is one broken promise; none means that all were kept. */
export function brokenPromises(devices: readonly SimDevice[], server: ModelServer): string[] {
  return [
    ...devices.flatMap((device) => [
      ...lostFacts(device),
      ...unansweredEntries(device),
      ...missingOperations(device, server),
    ]),
    ...doubledOperations(devices, server),
    ...devices.flatMap((device) => [
      ...brokenReceipts(device, server),
      ...brokenDrawers(device, server),
      ...brokenReports(device, server),
    ]),
    ...brokenStock(server),
    ...brokenLedger(server),
    ...brokenCounters(devices, server),
    ...brokenLayaways(devices, server),
  ];
}

function entriesOf(device: SimDevice) {
  return [...(device.disk.entries.get(device.registration.keyId)?.values() ?? [])];
}

/** What a cashier was told is saved must be on the disk. */
function lostFacts({ disk, told }: SimDevice): string[] {
  const ids = [...told.sales, ...told.returns, ...told.movements];
  return ids.filter((id) => !disk.sequenceOf.has(id)).map((id) => `the device lost ${id} after it said "saved"`);
}

function unansweredEntries(device: SimDevice): string[] {
  const unanswered = entriesOf(device).filter((entry) => entry.answer === null);
  const queue = device.isDrained() ? [] : [`the queue of ${device.registration.registerCode} is not drained`];
  return [...queue, ...unanswered.map((entry) => `operation ${entry.sequence} (${entry.kind}) never got an answer`)];
}

/** Every entry is posted on the server with the same content, or waits there for a good reason, as the device was told. */
function missingOperations(device: SimDevice, server: ModelServer): string[] {
  return entriesOf(device).flatMap(({ operationId, operation, answer, kind, sequence }) => {
    const name = `${device.registration.registerCode} ${sequence} ${kind}`;
    const posted = server.tables.operations.get(operationId);
    if (posted !== undefined) {
      const isSame =
        posted.hash === operation.hash && ['applied', 'flagged', 'quarantined'].includes(answer?.status ?? '');
      if (posted.status === 'quarantined' && !isSharedReturn(operation, server)) {
        return [`${name} was quarantined: ${posted.notes.join(', ')}`];
      }
      return isSame ? [] : [`${name} is posted, but the device believes ${answer?.status}`];
    }
    const repair = [...server.tables.repairs.values()].find((row) => row.operationId === operationId);
    if (repair === undefined) return [`the server lost ${name}; the device believes ${answer?.status}`];
    if (answer?.status !== repair.status)
      return [`${name} is ${repair.status}, but the device believes ${answer?.status}`];
    return RIGHTLY_HELD.has(repair.reasonCode)
      ? []
      : [`${name} is ${repair.status}: ${repair.reasonCode}, ${repair.reason}`];
  });
}

/**
 * Two registers took back parts of the same sale without knowing of each other: the pennies of the second part were
 * rounded on wrong assumptions, and the server rightly posts it as charged with the difference in suspense.
 */
function isSharedReturn(operation: Operation, { tables }: ModelServer): boolean {
  const { payload } = operation;
  if (!('source' in payload) || payload.source.kind !== 'sale') return false;
  const { saleId } = payload.source;
  const posted = [...tables.sales.values()].filter((sale) => sale.returnedSaleId === saleId);
  const waiting = [...tables.repairs.values()].filter((row) => row.envelope.includes(`"saleId":"${saleId}"`));
  return [...posted, ...waiting].some(({ registerId }) => registerId !== operation.registerId);
}

/** Nothing on the server that no device made. That an id occurs once, the tables themselves insist on. */
function doubledOperations(devices: readonly SimDevice[], server: ModelServer): string[] {
  const made = new Set(devices.flatMap((device) => entriesOf(device).map((entry) => entry.operationId)));
  return [...server.tables.operations.keys()]
    .filter((id) => !made.has(id))
    .map((id) => `the server has ${id}, which no device has made`);
}

function brokenReceipts(device: SimDevice, server: ModelServer): string[] {
  const { keyId, registerId, registerCode } = device.registration;
  const numbers = entriesOf(device).flatMap(({ operation }) =>
    'receipt' in operation.payload ? [operation.payload.receipt.sequence] : [],
  );
  const isGapless = numbers.every((number, index) => number === index + 1);
  const ofServer = [...server.tables.sales.values()].filter(
    (sale) => sale.keyId === keyId && sale.registerId === registerId,
  );
  const held = [...server.tables.repairs.values()].filter((row) => row.keyId === keyId && row.status === 'held').length;
  return [
    ...(isGapless ? [] : [`the receipts of ${registerCode} have a gap: ${numbers.join(' ')}`]),
    ...(ofServer.length + held >= numbers.length
      ? []
      : [`the server has ${ofServer.length} of ${numbers.length} receipts`]),
  ];
}

/** The drawer as the server counts it is the drawer as the register counts it, for each shift of which nothing is held. */
function brokenDrawers(device: SimDevice, server: ModelServer): string[] {
  const heldIds = new Set(
    [...server.tables.repairs.values()].filter((row) => row.status === 'held').map((row) => row.operationId),
  );
  return [...device.disk.shifts.values()].flatMap((shift) => {
    const written = entriesOf(device).filter(
      ({ operation: { payload } }) => 'shiftId' in payload && payload.shiftId === shift.shiftId,
    );
    if (written.some(({ operationId }) => heldIds.has(operationId))) return [];
    const known = server.tables.shifts.get(shift.shiftId);
    if (known === undefined) return [`the server does not know the shift ${shift.shiftId}`];
    const expected = expectedCashMinor(shift);
    const state = shift.closed === null ? 'open' : 'closed';
    return [
      ...(known.cashMinor === expected
        ? []
        : [`the drawer of ${shift.shiftId} holds ${known.cashMinor}, the register says ${expected}`]),
      ...(known.state === state ? [] : [`the shift ${shift.shiftId} is ${known.state}, on the register ${state}`]),
      ...(known.saleCount === shift.saleCount && known.returnCount === shift.returnCount
        ? []
        : [
            `the shift ${shift.shiftId} counts ${known.saleCount}/${known.returnCount}, the register ${shift.saleCount}/${shift.returnCount}`,
          ]),
    ];
  });
}

/** Z reports are numbered 1, 2, 3 …, say what the drawer should have held, and the server has each as it was made. */
function brokenReports(device: SimDevice, server: ModelServer): string[] {
  const { keyId, registerCode } = device.registration;
  const reports = entriesOf(device).flatMap(({ operation }) =>
    'z' in operation.payload && operation.payload.z !== undefined ? [operation.payload] : [],
  );
  const isGapless = reports.every(({ z }, index) => z?.number === index + 1);
  const lost = reports.flatMap(({ shiftId, z }) => {
    const stored = server.tables.reports.get(shiftId);
    if (stored === undefined) return [`the server has no report of the shift ${shiftId}`];
    return stored.keyId === keyId && stored.zNumber === z?.number
      ? []
      : [`the server has Z ${stored.zNumber} of ${shiftId}, the register made ${z?.number}`];
  });
  const doubted = entriesOf(device).flatMap(({ operationId, kind }) => {
    const isDoubted = server.tables.operations.get(operationId)?.notes.includes('z-differs') === true;
    return isDoubted ? [`the server doubts the ${kind} ${operationId}`] : [];
  });
  return [...doubted, ...(isGapless ? [] : [`the Z reports of ${registerCode} have a gap`]), ...lost];
}

/** Levels follow from the lines of what was sold and came back, and from nothing else. */
function brokenStock({ tables }: ModelServer): string[] {
  const expected = new Map<string, number>();
  for (const line of [...tables.lines.values()].flat()) {
    const moves = line.isRestocked !== false && line.inputs.isStocked;
    if (moves) expected.set(line.variantId, (expected.get(line.variantId) ?? 0) - line.quantityMilli);
  }
  return [...new Set([...expected.keys(), ...tables.levels.keys()])]
    .filter((id) => (expected.get(id) ?? 0) !== (tables.levels.get(id) ?? 0))
    .map((id) => `the level of ${id} is ${tables.levels.get(id)}, its lines say ${expected.get(id)}`);
}

/** Every sale and return is posted exactly once. That a posting balances, the tables themselves insist on. */
function brokenLedger({ tables }: ModelServer): string[] {
  const postings = new Map<string, number>();
  for (const { documentId } of tables.postings) postings.set(documentId, (postings.get(documentId) ?? 0) + 1);
  return [...tables.sales.values()]
    .filter((sale) => sale.totalMinor !== 0 && postings.get(sale.saleId) !== 1)
    .map((sale) => `${sale.receiptNumber} has ${postings.get(sale.saleId) ?? 0} postings`);
}
