import { applyPoints, openPointsAccount, type PointsAccount, type PointsEvent } from '../../loyalty/account.ts';
import { type EarnRule, tierOf } from '../../loyalty/points.ts';
import { type Fraction, fraction, times } from '../../money/fraction.ts';
import { differences } from '../compare.ts';
import { CaseError, isObject, type Json, type Reader } from '../reader.ts';

/** Amounts of the cases have two decimals at most: they are counted in hundredths. */
const MINOR = 100n;

function whole(value: Fraction, scale: bigint): number {
  const scaled = times(value, fraction(scale));
  if (scaled.denominator !== 1n) throw new CaseError('a figure of the case is finer than thousandths');
  return Number(scaled.numerator);
}

const WORDS = {
  earn: 'earn',
  spend: 'burn',
  unearn: 'unearn',
  unspend: 'unburn',
  issue: 'issue',
  'void-issue': 'void_issue',
};

/** A case of points: its events are replayed on one account, and the balance and the log compared. */
export function loyaltyProblems(input: Reader, value: Json): string[] {
  const expected = isObject(value) ? value['expect'] : undefined;
  if (!isObject(expected) || Object.keys(expected).length === 0) return ['nothing is expected'];
  const log: [string, Fraction | string][] = [];
  let account: PointsAccount = openPointsAccount(whole(input.decimal('opening_balance'), 1000n));
  const events = input.list('events');
  events.forEach((from, index) => {
    const isReplay = from.text('type') === 'replay';
    const at = isReplay ? from.integer('of') : index;
    const event = events[at];
    if (event === undefined) throw new CaseError('an event is replayed that is not there');
    if (event.text('type') === 'tier') log.push(['tier', tierName(event)]);
    else account = replay(account, eventOf(event, `event-${at}`), event, log);
  });
  return [
    ...('closing_balance' in expected
      ? differences(
          expected['closing_balance'] ?? null,
          fraction(account.balanceMilli, 1000n),
          'exact',
          'closing_balance',
        )
      : []),
    ...('log' in expected ? logProblems(expected['log'] ?? null, log) : []),
  ];
}

function replay(
  account: PointsAccount,
  event: PointsEvent,
  from: Reader,
  log: [string, Fraction | string][],
): PointsAccount {
  const change = applyPoints(account, event);
  if (change.refusal !== null) log.push(['reject', change.refusal.replaceAll('-', '_')]);
  if (change.entry !== null) {
    const { kind, pointsMilli, valueMinor } = change.entry;
    log.push([WORDS[kind], fraction(pointsMilli, 1000n)]);
    if (valueMinor !== undefined) {
      log.push(['value', fraction(valueMinor, MINOR)]);
      log.push(['due', fraction(whole(from.decimal('amount_due'), MINOR) - valueMinor, MINOR)]);
    }
  }
  return change.account;
}

function tierName(from: Reader): string {
  const tiers = from.list('tiers').map((tier) => ({
    name: tier.text('name'),
    fromMinor: whole(tier.decimal('min_spent'), MINOR),
  }));
  const spent = whole(from.decimal('total_spent'), MINOR) + whole(from.decimal('current_amount'), MINOR);
  return tierOf(tiers, spent)?.name ?? 'none';
}

const ZERO = fraction(0n);

function eventOf(from: Reader, eventId: string): PointsEvent {
  const points = (key: string) => whole(from.decimal(key), 1000n);
  const refund = () => ({
    beforeMinor: 0,
    refundedMinor: whole(from.decimal('refunded_amount'), MINOR),
    saleMinor: whole(from.decimal('origin_amount'), MINOR),
  });
  const type = from.text('type');
  switch (type) {
    case 'earn': {
      const basis = {
        eligibleMinor: whole(from.decimal('eligible_amount', ZERO), MINOR),
        eligibleMilli: whole(from.decimal('eligible_units', ZERO), 1000n),
      };
      return { eventId, kind: 'earn', rule: ruleOf(from), basis };
    }
    case 'burn_fixed':
    case 'burn_product':
      return { eventId, kind: 'spend', pointsMilli: points('required_points') };
    case 'burn_value':
      return {
        eventId,
        kind: 'spend-value',
        dueMinor: whole(from.decimal('amount_due'), MINOR),
        pointMinor: whole(from.decimal('value_per_point'), MINOR),
      };
    case 'refund_earned':
      return { eventId, kind: 'reverse-earned', pointsMilli: points('origin_earned'), refund: refund() };
    case 'refund_spent':
      return { eventId, kind: 'reverse-spent', pointsMilli: points('origin_spent'), refund: refund() };
    case 'issue':
      return { eventId, kind: 'issue', pointsMilli: points('amount') };
    case 'void_issue':
      return { eventId, kind: 'void-issue', pointsMilli: points('amount') };
    default:
      throw new CaseError(`unknown event ${type}`);
  }
}

/** A rule whose code was not entered earns nothing: the sale is not one of those that it is for. */
function ruleOf(from: Reader): EarnRule {
  const rule = from.object('rule');
  const code = rule.text('requires_code', '');
  const isEntered = code === '' || (from.has('entered_codes') && from.texts('entered_codes').includes(code));
  const pointsMilli = isEntered ? whole(rule.decimal('points'), 1000n) : 0;
  const per = rule.text('per');
  switch (per) {
    case 'money':
      return { kind: 'money', pointsMilli, unitMinor: Number(MINOR) };
    case 'unit':
    case 'order':
      return { kind: per, pointsMilli };
    case 'step':
      return { kind: 'step', pointsMilli, stepMinor: whole(rule.decimal('step'), MINOR) };
    default:
      throw new CaseError(`unknown rule per ${per}`);
  }
}

function logProblems(expected: Json, log: readonly (readonly [string, Fraction | string])[]): string[] {
  if (!Array.isArray(expected)) return ['expect.log is not a list'];
  if (expected.length !== log.length)
    return [`expect.log: expected ${expected.length} entries, there are ${log.length}`];
  return expected.flatMap((entry: Json, index) => {
    const [word, figure] = Array.isArray(entry) ? (entry as readonly Json[]) : [];
    const [gotWord, got] = log[index] ?? ['', ''];
    if (word !== gotWord) return [`expect.log[${index}]: expected ${String(word)}, it is ${gotWord}`];
    if (typeof got === 'string')
      return figure === got ? [] : [`expect.log[${index}]: expected ${String(figure)}, it is ${got}`];
    return differences(figure ?? null, got, 'exact', `expect.log[${index}]`);
  });
}
